package io.homelab.simulator.kubernetes.apiserver;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Upgrades connections to WebSockets over which commands are executed. */
final class ExecDoor {
    /** As long as a real API server lets one be idle. */
    private static final Duration IDLE = Duration.ofHours(4);

    private static final int LONGEST_MESSAGE = 16 * 1024 * 1024;

    private final ServerWebSocketContainer sockets;

    private ExecDoor(ServerWebSocketContainer sockets) {
        this.sockets = sockets;
    }

    /** The door of a server that is not started yet. */
    static ExecDoor of(Server server) {
        var sockets = ServerWebSocketContainer.ensure(server);
        sockets.setIdleTimeout(IDLE);
        sockets.setMaxBinaryMessageSize(LONGEST_MESSAGE);
        return new ExecDoor(sockets);
    }

    /** Upgrades the connection and executes. */
    void open(Execution execution, Request request, Response response, Callback callback) {
        var upgraded = sockets.upgrade(
                (asked, answer, refused) -> {
                    answer.setAcceptedSubProtocol(execution.protocol());
                    // Kubernetes knows no compression of messages.
                    answer.setExtensions(List.of());
                    return new ExecSocket(execution);
                },
                request,
                response,
                callback);
        if (!upgraded) {
            callback.failed(new IllegalStateException("Jetty did not upgrade what Executions took for a WebSocket"));
        }
    }
}

package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.kubernetes.containers.NoSuchProgram;
import io.homelab.simulator.kubernetes.containers.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An upgraded connection over which one command is executed. Each binary message begins with the number of its channel
 * (apimachinery's remotecommand constants); version 5 adds a message that says that a channel is closed. Public, since
 * Jetty calls none but public listeners.
 */
public final class ExecSocket implements Session.Listener.AutoDemanding {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int ERROR = 3;
    private static final int CLOSE = 255;
    private static final int ID_BYTES = 32;

    private final Execution execution;
    private final ExecInput input = new ExecInput();

    ExecSocket(Execution execution) {
        this.execution = execution;
        if (!execution.stdin()) {
            input.end();
        }
    }

    @Override
    public void onWebSocketOpen(Session session) {
        Thread.ofVirtual().name("exec").start(() -> execute(session));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        if (payload.hasRemaining()) {
            receive(Byte.toUnsignedInt(payload.get()), payload);
        }
        callback.succeed();
    }

    /** Sizes of terminals (channel 4) matter to no program here. */
    private void receive(int channel, ByteBuffer payload) {
        if (channel == STDIN && execution.stdin()) {
            var bytes = new byte[payload.remaining()];
            payload.get(bytes);
            input.feed(bytes);
        } else if (channel == CLOSE
                && execution.protocol().equals(Executions.PROTOCOLS.getFirst())
                && payload.hasRemaining()
                && Byte.toUnsignedInt(payload.get()) == STDIN) {
            input.end();
        }
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        input.end();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        input.end();
    }

    private void execute(Session session) {
        var told = false;
        try {
            // An empty message says that the connection stands.
            send(session, execution.stdout() ? STDOUT : execution.stderr() ? STDERR : ERROR, new byte[0]);
            send(session, ERROR, Json.bytes(outcome(session)));
            session.close(StatusCode.NORMAL, "", Callback.NOOP);
            told = true;
        } catch (IOException e) {
            // The client is gone, and with it who could be told.
            input.end();
        } finally {
            if (!told) {
                session.disconnect();
            }
        }
    }

    private ObjectNode outcome(Session session) throws IOException {
        var trouble = execution.trouble();
        if (trouble != null) {
            return ExecStatus.internal(trouble);
        }
        var out = channel(session, STDOUT, execution.stdout());
        // A terminal has one screen for both.
        var err = execution.tty() ? out : channel(session, STDERR, execution.stderr());
        try {
            return ExecStatus.exited(execution.container().run(execution.command(), new Streams(input, out, err)));
        } catch (NoSuchProgram e) {
            return ExecStatus.internal((execution.protocol().equals(Executions.PROTOCOLS.getFirst())
                            // The API server says so of what the kubelet says so of.
                            ? "Internal error occurred: "
                            : "")
                    + "error executing command in container: failed to exec in container: failed to start exec \""
                    + id()
                    + "\": " + e.getMessage());
        }
    }

    private static String id() {
        var id = new byte[ID_BYTES];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private OutputStream channel(Session session, int channel, boolean wanted) {
        return wanted
                ? new ExecOutput(payload -> send(session, channel, payload), execution.tty())
                : OutputStream.nullOutputStream();
    }

    private static void send(Session session, int channel, byte[] payload) throws IOException {
        var message = ByteBuffer.allocate(payload.length + 1);
        message.put((byte) channel).put(payload).flip();
        try {
            Callback.Completable.with(sent -> session.sendBinary(message, sent)).join();
        } catch (CompletionException e) {
            throw new IOException("the client is gone", e);
        }
    }
}

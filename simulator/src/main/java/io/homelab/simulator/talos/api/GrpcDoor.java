package io.homelab.simulator.talos.api;

import io.grpc.Server;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.homelab.simulator.talos.node.Door;
import java.util.concurrent.TimeUnit;

/** A port that is open. */
final class GrpcDoor implements Door {
    private final Server server;
    private final Connections connections;
    private final EventLoopGroup loops;

    GrpcDoor(Server server, Connections connections, EventLoopGroup loops) {
        this.server = server;
        this.connections = connections;
        this.loops = loops;
    }

    @Override
    public void close() {
        server.shutdown();
        Thread.startVirtualThread(() -> {
            try {
                server.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            cut();
        });
    }

    @Override
    public void cut() {
        connections.cutAll();
        server.shutdownNow();
        try {
            // The port must be free when the machine comes up again, which may be at once.
            server.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var _ = loops.shutdownGracefully(100, 1000, TimeUnit.MILLISECONDS);
    }
}

package io.homelab.simulator.talos.api;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;

/** A listening socket that tells whom it let in: gRPC has no way to cut one connection. */
final class TrackingServerChannel extends NioServerSocketChannel {
    private final Connections connections;

    TrackingServerChannel(Connections connections) {
        this.connections = connections;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        var count = super.doReadMessages(accepted);
        accepted.forEach(channel -> connections.add((Channel) channel));
        return count;
    }
}

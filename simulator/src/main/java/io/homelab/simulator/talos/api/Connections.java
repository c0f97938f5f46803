package io.homelab.simulator.talos.api;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open connections of one port, so that a single one can be cut. */
final class Connections {
    private final Map<SocketAddress, Channel> open = new ConcurrentHashMap<>();

    void add(Channel channel) {
        var remote = channel.remoteAddress();
        open.put(remote, channel);
        var _ = channel.closeFuture().addListener(closed -> open.remove(remote, channel));
    }

    void cut(@Nullable SocketAddress remote) {
        var channel = remote == null ? null : open.get(remote);
        if (channel != null) {
            close(channel);
        }
    }

    /** Past the pipeline: its HTTP/2 handler would first wait for calls under way. */
    private static void close(Channel channel) {
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }

    void cutAll() {
        open.values().forEach(Connections::close);
    }
}

package io.homelab.worker.chaos;

import io.grpc.ManagedChannel;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every socket, client and channel that an incarnation has opened, for the moment of its death. */
final class Connections {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final Set<Object> open = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean cut;

    void add(Closeable connection) {
        if (!keep(connection)) {
            close(connection);
        }
    }

    void add(ManagedChannel channel) {
        if (!keep(channel)) {
            close(channel);
        }
    }

    /** Closes all of them, and whatever is opened from now on. */
    void cut() {
        List<Object> all;
        synchronized (this) {
            cut = true;
            all = List.copyOf(open);
            open.clear();
        }
        all.forEach(Connections::close);
    }

    private synchronized boolean keep(Object connection) {
        return !cut && open.add(connection);
    }

    private static void close(Object connection) {
        try {
            switch (connection) {
                case ManagedChannel channel -> channel.shutdownNow();
                case Closeable closeable -> closeable.close();
                default -> throw new IllegalStateException("only channels and closeables are kept");
            }
        } catch (IOException e) {
            log.debug("a connection was closed already", e);
        }
    }
}

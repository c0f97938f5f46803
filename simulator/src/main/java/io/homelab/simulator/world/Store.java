package io.homelab.simulator.world;

import java.util.List;
import java.util.Optional;

/**
 * Tables of JSON documents on disk. A face commits after it changed something and before it answers, so that what a
 * client was told survives {@code kill -9} of the simulator.
 */
public interface Store {
    /** The table of that name, made when it is not there. */
    Table table(String name);

    /** Makes everything put so far durable. */
    void commit();

    /** One named table, ordered by key. */
    interface Table {
        Optional<byte[]> get(String key);

        void put(String key, byte[] json);

        void remove(String key);

        /** Keys that begin with the prefix, in order; all of them for an empty prefix. */
        List<String> keys(String prefix);
    }
}

package io.homelab.simulator.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The store as one MVStore file; nothing reaches the disk but by {@link #commit}. */
final class DiskStore implements Store {
    private final MVStore store;

    DiskStore(Path file) {
        store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
        // Old chunks may be reused at once: a committed one survives kill -9, and a power cut of the real host is out
        // of scope; otherwise frequent commits let the file grow without end.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
    }

    @Override
    public Table table(String name) {
        return new MapTable(store.openMap(name));
    }

    @Override
    public void commit() {
        store.commit();
    }

    void close() {
        store.close();
    }

    /** Closes the file as a killed process would: what was not committed is lost. */
    void abandon() {
        store.closeImmediately();
    }

    private record MapTable(MVMap<String, byte[]> map) implements Table {
        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(map.get(key)).map(byte[]::clone);
        }

        @Override
        public void put(String key, byte[] json) {
            map.put(key, json.clone());
        }

        @Override
        public void remove(String key) {
            map.remove(key);
        }

        @Override
        public List<String> keys(String prefix) {
            var found = new ArrayList<String>();
            for (var keys = map.keyIterator(prefix); keys.hasNext(); ) {
                var key = keys.next();
                if (!key.startsWith(prefix)) {
                    break;
                }
                found.add(key);
            }
            return List.copyOf(found);
        }
    }
}

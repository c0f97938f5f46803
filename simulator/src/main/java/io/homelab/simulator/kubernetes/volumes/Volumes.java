package io.homelab.simulator.kubernetes.volumes;

import io.homelab.simulator.world.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files of one cluster's persistent volumes. A volume has data only if something wrote it. */
public final class Volumes {
    private final Store store;
    private final Store.Table table;
    private final String cluster;

    /** @param cluster the cluster's name: its nodes' disks outlive its etcd */
    public Volumes(Store store, String cluster) {
        this.store = store;
        this.cluster = cluster;
        table = store.table("volumes");
    }

    private String prefix(String volume) {
        return cluster + "/" + volume + "/";
    }

    /** A path without empty segments and without a slash at its ends. */
    public static String plain(String path) {
        var segments = List.of(path.split("/+", -1)).stream()
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
        if (segments.contains("..")) {
            throw new IllegalArgumentException("a path in a volume has no '..': " + path);
        }
        return String.join("/", segments);
    }

    /** Paths of all files, in order. */
    public List<String> files(String volume) {
        var prefix = prefix(volume);
        return table.keys(prefix).stream()
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    /** All files with their contents. */
    public Map<String, byte[]> contents(String volume) {
        var contents = new TreeMap<String, byte[]>();
        files(volume).forEach(path -> read(volume, path).ifPresent(bytes -> contents.put(path, bytes)));
        return contents;
    }

    public Optional<byte[]> read(String volume, String path) {
        return table.get(prefix(volume) + plain(path));
    }

    /** Writes a file, durably. */
    public void write(String volume, String path, byte[] content) {
        var plain = plain(path);
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("a file needs a path");
        }
        table.put(prefix(volume) + plain, content);
        store.commit();
    }

    public void remove(String volume, String path) {
        table.remove(prefix(volume) + plain(path));
        store.commit();
    }

    /** Removes everything of a volume. */
    public void drop(String volume) {
        files(volume).forEach(path -> table.remove(prefix(volume) + path));
        store.commit();
    }
}

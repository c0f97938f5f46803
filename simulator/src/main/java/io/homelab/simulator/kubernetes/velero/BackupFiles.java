package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.Archive;
import io.homelab.simulator.kubernetes.velero.store.Gzip;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The files of a backup in its bucket. */
final class BackupFiles {
    static final String FORMAT = "1.1.0";

    private final Stores.Store store;

    BackupFiles(Stores.Store store) {
        this.store = store;
    }

    /** Writes all files, in Velero's order; what hinders the small ones takes the big ones with it. */
    void write(ObjectNode backup, List<Item> items, List<ObjectNode> volumes, Journal journal) throws StoreFailed {
        var name = Json.name(backup);
        var layout = store.layout();
        var bucket = store.bucket();
        bucket.put(layout.part(name, "logs.gz"), Gzip.zip(journal.log()));
        metadata(backup);
        bucket.put(layout.contents(name), Archive.pack(tarball(items)));
        part(name, "podvolumebackups.json.gz", array(volumes));
        part(name, "volumesnapshots.json.gz", Json.array());
        part(name, "itemoperations.json.gz", Json.array());
        part(name, "resource-list.json.gz", resources(items));
        part(name, "results.gz", journal.results());
        part(name, "volumeinfo.json.gz", VolumeInfos.of(items, volumes));
    }

    void metadata(ObjectNode backup) throws StoreFailed {
        store.bucket().put(store.layout().metadata(Json.name(backup)), Json.bytes(backup));
    }

    private void part(String backup, String suffix, JsonNode content) throws StoreFailed {
        store.bucket().put(store.layout().part(backup, suffix), Gzip.zip(Json.bytes(content)));
    }

    private static HashMap<String, byte[]> tarball(List<Item> items) {
        var files = new HashMap<String, byte[]>();
        files.put("metadata/version", (FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
        for (var item : items) {
            var json = Json.bytes(item.object());
            files.put(item.path(""), json);
            files.put(item.path(item.version()), json);
        }
        return files;
    }

    static ObjectNode resources(List<Item> items) {
        var sorts = new TreeMap<String, TreeMap<String, Boolean>>();
        items.forEach(item ->
                sorts.computeIfAbsent(item.sort(), sort -> new TreeMap<>()).put(item.qualifiedName(), true));
        var list = Json.object();
        sorts.forEach((sort, names) -> list.set(sort, Json.strings(names.keySet())));
        return list;
    }

    private static ArrayNode array(List<ObjectNode> objects) {
        var array = Json.array();
        objects.forEach(array::add);
        return array;
    }
}

package io.homelab.simulator.kubernetes.velero.store;

import io.homelab.simulator.digest.Sha256;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The repository of one namespace's volumes: contents under the hash of what they are, and a manifest per snapshot under its
 * own hash, so that nothing damaged is taken for good. Kopia's real format is not this one.
 */
public final class Repository {
    private static final String FORMAT = "kopia.repository";
    private static final int ID = 32;

    private final Bucket bucket;
    private final String prefix;

    public Repository(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** What was saved: {@code added} are the bytes that the repository did not have. */
    public record Saved(String id, long size, long added) {}

    /** Makes the repository when it is not there. */
    public void ensure() throws StoreFailed {
        if (!bucket.has(prefix + FORMAT)) {
            bucket.put(prefix + FORMAT, "{\"tool\":\"simulator\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    public Saved save(Map<String, byte[]> files) throws StoreFailed {
        var manifest = Json.object();
        var list = manifest.putArray("files");
        var known = new HashSet<>(bucket.keys(prefix + "p"));
        var size = 0L;
        var added = 0L;
        for (var file : new TreeMap<>(files).entrySet()) {
            var hash = Sha256.hex(file.getValue());
            var key = prefix + "p" + hash;
            if (known.add(key)) {
                bucket.put(key, file.getValue());
                added += file.getValue().length;
            }
            size += file.getValue().length;
            list.addObject()
                    .put("path", file.getKey())
                    .put("size", file.getValue().length)
                    .put("content", hash);
        }
        var bytes = Json.bytes(manifest);
        var hash = Sha256.hex(bytes);
        bucket.put(prefix + "q" + hash, bytes);
        return new Saved(hash.substring(0, ID), size, added);
    }

    /** The files of a snapshot, every byte of them checked. */
    public Map<String, byte[]> load(String snapshot) throws StoreFailed {
        if (!bucket.has(prefix + FORMAT)) {
            throw new StoreFailed("repository not initialized in the provided storage");
        }
        var files = new TreeMap<String, byte[]>();
        for (var file : manifest(snapshot).path("files")) {
            var hash = Json.text(file, "content");
            byte[] content;
            try {
                content = bucket.get(prefix + "p" + hash);
            } catch (StoreFailed e) {
                if (!e.missing()) {
                    throw e;
                }
                throw new StoreFailed("unable to open snapshot root: error reading content p" + hash.substring(0, ID)
                        + ": failed to get content with ID: BLOB not found");
            }
            if (!Sha256.hex(content).equals(hash)) {
                throw new StoreFailed("error reading content p" + hash.substring(0, ID)
                        + ": failed to get content with ID: invalid checksum at offset 0 length " + content.length
                        + ": invalid or corrupted data");
            }
            files.put(Json.text(file, "path"), content);
        }
        return files;
    }

    private ObjectNode manifest(String snapshot) throws StoreFailed {
        var keys = bucket.keys(prefix + "q" + snapshot);
        if (snapshot.isEmpty() || keys.isEmpty()) {
            throw new StoreFailed("Unable to load snapshot " + snapshot + ": snapshot not found");
        }
        var bytes = bucket.get(keys.getFirst());
        if (!Sha256.hex(bytes).startsWith(snapshot)) {
            throw new StoreFailed("Unable to load snapshot " + snapshot + ": invalid checksum of the manifest");
        }
        return Json.parse(bytes);
    }

    public void forget(String snapshot) throws StoreFailed {
        for (var key : bucket.keys(prefix + "q" + snapshot)) {
            bucket.delete(key);
        }
    }

    /** Removes contents that no snapshot has any more. */
    public void maintain() throws StoreFailed {
        var used = new HashSet<String>();
        for (var key : bucket.keys(prefix + "q")) {
            try {
                for (var file : Json.parse(bucket.get(key)).path("files")) {
                    used.add(prefix + "p" + Json.text(file, "content"));
                }
            } catch (JacksonException e) {
                throw new StoreFailed("unable to load the manifest " + key + ": " + e.getOriginalMessage());
            }
        }
        for (var key : new ArrayList<>(bucket.keys(prefix + "p"))) {
            if (!used.contains(key)) {
                bucket.delete(key);
            }
        }
    }
}

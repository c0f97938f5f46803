package io.homelab.activities.restic;

import io.homelab.activities.transport.ObjectBucket;
import io.homelab.activities.transport.ObjectBucket.Reader;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Packs in a bucket. */
final class BucketPacks implements PackStore {
    private final ObjectBucket bucket;
    private final String prefix;
    private final String where;

    /** @param where the repository, for messages */
    BucketPacks(ObjectBucket bucket, String prefix, String where) {
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() ? "" : prefix + "/";
        this.where = where;
    }

    @Override
    public Map<String, Long> list() {
        var packs = new HashMap<String, Long>();
        var data = prefix + "data/";
        bucket.list(data, (key, size) -> {
            var id = key.substring(key.lastIndexOf('/') + 1);
            if (PackId.is(id)) {
                packs.put(id, size);
            }
        });
        if (packs.isEmpty()) {
            probe();
        }
        return packs;
    }

    @Override
    public void probe() {
        if (bucket.read(prefix + "config", InputStream::readAllBytes).isEmpty()) {
            throw none(where);
        }
    }

    static Problem none(String where) {
        return new Problem(
                FailureClass.CONFIG,
                "there is no restic repository",
                where,
                "check the repository of the set in lab.yaml; restic init makes a new one");
    }

    @Override
    public <T> Optional<T> read(String id, Reader<T> reader) {
        return bucket.read(prefix + PackId.path(id), reader);
    }

    @Override
    public void close() {
        bucket.close();
    }
}

package io.homelab.activities.restic;

import io.homelab.activities.transport.ObjectBucket.Reader;
import io.homelab.activities.transport.Sftp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Packs in a directory of a host. */
final class SftpPacks implements PackStore {
    private final Sftp host;
    private final String path;
    private final String where;

    /**
     * @param path of the repository there
     * @param where the repository, for messages
     */
    SftpPacks(Sftp host, String path, String where) {
        this.host = host;
        this.path = path;
        this.where = where;
    }

    @Override
    public void probe() {
        if (host.look(path + "/config").isEmpty()) {
            throw BucketPacks.none(where);
        }
    }

    @Override
    public Map<String, Long> list() {
        probe();
        var packs = new HashMap<String, Long>();
        var data = path + "/data";
        for (var part : host.directories(data)) {
            for (var file : host.files(data + "/" + part)) {
                if (PackId.is(file.name())) {
                    packs.put(file.name(), file.bytes());
                }
            }
        }
        return packs;
    }

    @Override
    public <T> Optional<T> read(String id, Reader<T> reader) {
        return host.read(path + "/" + PackId.path(id), reader);
    }

    @Override
    public void close() {
        host.close();
    }
}

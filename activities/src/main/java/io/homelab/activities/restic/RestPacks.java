package io.homelab.activities.restic;

import io.homelab.activities.transport.ObjectBucket.Reader;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Packs behind a REST server, which keeps them in one flat listing. */
final class RestPacks implements PackStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DATA = "data/";

    private final RestServer server;
    private final String where;

    /** @param where the repository, for messages */
    RestPacks(RestServer server, String where) {
        this.server = server;
        this.where = where;
    }

    @Override
    public void probe() {
        if (server.look("config").isEmpty()) {
            throw BucketPacks.none(where);
        }
    }

    @Override
    public Map<String, Long> list() {
        var packs = server.list(DATA, this::parsed).orElse(Map.of());
        if (packs.isEmpty()) {
            probe();
        }
        return packs;
    }

    /** @param name and {@code size} in bytes, as the protocol has them */
    private record Blob(String name, long size) {}

    private Map<String, Long> parsed(InputStream content, boolean sizes) throws IOException {
        try {
            return sizes
                    ? sized(JSON.readValue(content, Blob[].class))
                    : asked(JSON.readValue(content, String[].class));
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new Problem(
                    FailureClass.CONFIG,
                    "the REST server's listing is none of restic's protocol: " + e.getOriginalMessage(),
                    server.where(DATA),
                    "check the repository of the set in lab.yaml: is it restic's REST server that answers there?",
                    e);
        }
    }

    private static Map<String, Long> sized(Blob @Nullable [] blobs) {
        var packs = new HashMap<String, Long>();
        for (var blob : blobs == null ? List.<Blob>of() : List.of(blobs)) { // restic's own says null for none
            if (PackId.is(blob.name())) {
                packs.put(blob.name(), blob.size());
            }
        }
        return packs;
    }

    /** The first version of the protocol lists names alone. */
    private Map<String, Long> asked(String @Nullable [] names) {
        var packs = new HashMap<String, Long>();
        for (var name : names == null ? List.<String>of() : List.of(names)) {
            if (PackId.is(name)) {
                server.look(DATA + name).ifPresent(stored -> packs.put(name, stored.bytes()));
            }
        }
        return packs;
    }

    @Override
    public <T> Optional<T> read(String id, Reader<T> reader) {
        return server.read(DATA + id, reader);
    }

    @Override
    public void close() {
        // its connections close by themselves when nobody uses them
    }
}

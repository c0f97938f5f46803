package io.homelab.lab.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The digests of what was downloaded for a lab, in lab.lock beside the lab file; meant to be committed to Git. */
public final class LabLock {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final Path file;
    private final FileGuard guard;

    /** What a digest is of. */
    public enum Kind {
        /** An image or a manifest, by its URL. */
        DOWNLOAD,
        /** A chart's archive, by repository/name@version. */
        CHART,
        /** An image that a person brought, by its name in the hypervisor's storage. */
        IMAGE
    }

    private LabLock(Path file) {
        this.file = file;
        this.guard = new FileGuard(file.resolveSibling(".lab.lock.guard"));
    }

    /** The lock of a lab file; it need not exist yet. */
    public static LabLock beside(Path labFile) {
        return new LabLock(labFile.toAbsolutePath().resolveSibling("lab.lock"));
    }

    /** What is recorded under a URL or chart reference, or empty before its first use. */
    public Optional<Recorded> find(Kind kind, String key) {
        return guard.alone(() -> Optional.ofNullable(read().of(kind).get(key)));
    }

    /** Records a first use and gives what is recorded; throws ChangedDigest when it was another before. */
    public Recorded record(Kind kind, String key, Recorded seen) {
        return guard.alone(() -> {
            var content = read();
            var before = content.of(kind).get(key);
            if (before == null) {
                AtomicFile.write(file, JSON.writeValueAsBytes(content.with(kind, key, seen)), "rw-r--r--");
                return seen;
            }
            if (!before.sha256().equals(seen.sha256())) {
                throw new ChangedDigest(key, before, seen.sha256());
            }
            return before;
        });
    }

    /** The same for something that nobody vouched for; the instant is asked of the clock port by the caller. */
    public Recorded recordFirstUse(Kind kind, String key, String sha256, long size, Instant now) {
        return record(kind, key, new Recorded(sha256, size, now, Recorded.ON_FIRST_USE));
    }

    private LockContent read() throws IOException {
        return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), LockContent.class) : LockContent.empty();
    }
}

package io.homelab.activities.restic;

import io.homelab.activities.transport.ObjectBucket;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.activities.transport.Sftp;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The locks of a repository as objects: {@code locks/<id>}, each written once and never changed. */
interface LockObjects extends AutoCloseable {
    /**
     * A lock that is there.
     *
     * @param at when it was stored, by the clock of whoever stores it; null: they do not say
     */
    record Stored(@Nullable Instant at) {}

    /** Empty when it is not there. */
    Optional<Stored> look(String id);

    /** Deletes it; nothing happens when it is not there. */
    void delete(String id);

    @Override
    void close();

    /** In a bucket. */
    record InBucket(ObjectBucket bucket, String prefix) implements LockObjects {
        @Override
        public Optional<Stored> look(String id) {
            return bucket.modified(key(id)).map(Stored::new);
        }

        @Override
        public void delete(String id) {
            bucket.delete(key(id));
        }

        private String key(String id) {
            return (prefix.isEmpty() ? "" : prefix + "/") + path(id);
        }

        @Override
        public void close() {
            bucket.close();
        }
    }

    /** In a directory of this machine. */
    record InDirectory(Path repository) implements LockObjects {
        @Override
        public Optional<Stored> look(String id) {
            try {
                return Optional.of(new Stored(
                        Files.getLastModifiedTime(repository.resolve(path(id))).toInstant()));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw inaccessible(FailureClass.TRANSIENT, e);
            }
        }

        @Override
        public void delete(String id) {
            ReadOnly.check("directory DELETE /locks/{id}");
            try {
                Files.deleteIfExists(repository.resolve(path(id)));
            } catch (IOException e) {
                throw inaccessible(FailureClass.AUTH, e);
            }
        }

        private Problem inaccessible(FailureClass kind, IOException e) {
            return new Problem(
                    kind,
                    "the locks cannot be read or deleted: " + e,
                    repository.toString(),
                    "let the worker's user write to locks/ of the repository",
                    e);
        }

        @Override
        public void close() {
            // nothing is open between two calls
        }
    }

    /** Behind a REST server; an append-only one deletes locks and nothing else. */
    record InRest(RestServer server) implements LockObjects {
        @Override
        public Optional<Stored> look(String id) {
            return server.look(path(id)).map(seen -> new Stored(seen.stored()));
        }

        @Override
        public void delete(String id) {
            server.delete(path(id));
        }

        @Override
        public void close() {
            // its connections close by themselves when nobody uses them
        }
    }

    /** In a directory of a host. */
    record OnHost(Sftp host, String repository) implements LockObjects {
        @Override
        public Optional<Stored> look(String id) {
            return host.look(repository + "/" + path(id)).map(entry -> new Stored(entry.modified()));
        }

        @Override
        public void delete(String id) {
            host.delete(repository + "/" + path(id));
        }

        @Override
        public void close() {
            host.close();
        }
    }

    private static String path(String id) {
        if (!PackId.is(id)) {
            throw new IllegalArgumentException("no name of a lock: " + id);
        }
        return "locks/" + id;
    }
}

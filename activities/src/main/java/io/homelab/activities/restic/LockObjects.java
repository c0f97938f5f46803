package io.homelab.activities.restic;

import io.homelab.activities.transport.ObjectBucket;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The locks of a repository as objects: {@code locks/<id>}, each written once and never changed. */
interface LockObjects extends AutoCloseable {
    /** When it was stored, by the clock of whoever stores it; empty when it is not there. */
    Optional<Instant> stored(String id);

    /** Deletes it; nothing happens when it is not there. */
    void delete(String id);

    @Override
    void close();

    /** In a bucket. */
    record InBucket(ObjectBucket bucket, String prefix) implements LockObjects {
        @Override
        public Optional<Instant> stored(String id) {
            return bucket.modified(key(id));
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
        public Optional<Instant> stored(String id) {
            try {
                return Optional.of(
                        Files.getLastModifiedTime(repository.resolve(path(id))).toInstant());
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

    private static String path(String id) {
        if (!PackId.is(id)) {
            throw new IllegalArgumentException("no name of a lock: " + id);
        }
        return "locks/" + id;
    }
}

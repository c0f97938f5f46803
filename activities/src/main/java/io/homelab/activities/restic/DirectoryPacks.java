package io.homelab.activities.restic;

import io.homelab.activities.transport.ObjectBucket.Reader;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Packs in a directory of this machine. */
final class DirectoryPacks implements PackStore {
    private final Path repository;

    DirectoryPacks(Path repository) {
        this.repository = repository;
    }

    @Override
    public void probe() {
        if (!Files.exists(repository.resolve("config"))) {
            throw BucketPacks.none(repository.toString());
        }
    }

    @Override
    public Map<String, Long> list() {
        probe();
        var packs = new HashMap<String, Long>();
        try (var files = Files.walk(repository.resolve("data"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var id = file.getFileName().toString();
                if (PackId.is(id)) {
                    packs.put(id, Files.size(file));
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
        return packs;
    }

    @Override
    public <T> Optional<T> read(String id, Reader<T> reader) {
        try (var content = Files.newInputStream(repository.resolve(PackId.path(id)))) {
            return Optional.of(reader.read(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Problem unreadable(IOException e) {
        return new Problem(
                FailureClass.TRANSIENT,
                "the repository cannot be read: " + e,
                repository.toString(),
                "let the worker's user read it; what the disk says of itself is in dmesg",
                e);
    }

    @Override
    public void close() {
        // nothing is open between two reads
    }
}

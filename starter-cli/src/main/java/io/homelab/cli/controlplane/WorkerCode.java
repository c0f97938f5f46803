package io.homelab.cli.controlplane;

import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which code the running worker was started from: the names, sizes and times of its jars. */
final class WorkerCode {
    private final Path target;
    private final Path record;

    WorkerCode(Installation installation, Path processes) {
        this.target = installation.home().resolve("worker").resolve("target");
        this.record = processes.resolve("worker.code");
    }

    /** Whether the jars are others than those that the worker was started from. */
    boolean changed() {
        try {
            return Files.exists(record) && !Files.readString(record).equals(now());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + record, e);
        }
    }

    /** Remembers what a worker is started from. */
    void remember() {
        try {
            Files.createDirectories(record.resolveSibling("."));
            AtomicFile.write(record, now().getBytes(StandardCharsets.UTF_8), "rw-------");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + record, e);
        }
    }

    private String now() throws IOException {
        try (var ours = Files.list(target);
                var libraries = Files.list(target.resolve("lib"))) {
            return Stream.concat(ours, libraries)
                    .filter(f -> f.toString().endsWith(".jar"))
                    .map(WorkerCode::line)
                    .sorted()
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String line(Path jar) {
        try {
            return jar.getFileName() + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + jar, e);
        }
    }
}

package io.homelab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A lab file and the text files that it names, by path relative to it; the id is their content's SHA-256. */
public record Snapshot(String id, Map<String, String> files) {
    /** What the lab file is called inside a snapshot, whatever it is called outside. */
    public static final String LAB_FILE = "lab.yaml";

    public Snapshot {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Makes a snapshot of files by path; comments and layout of YAML files do not change its id. */
    public static Snapshot of(Map<String, String> files) {
        return new Snapshot(CanonicalContent.digest(new TreeMap<>(files)), files);
    }

    /** Writes it to STATE/snapshots/ID unless it is there, and gives that directory; a crash leaves no half snapshot. */
    public Path writeTo(Path stateDirectory) {
        var target = directory(stateDirectory, id);
        try {
            Files.createDirectories(target.getParent());
            if (!Files.isDirectory(target)) {
                var draft = Files.createTempDirectory(target.getParent(), "draft-");
                for (var file : files.entrySet()) {
                    var path = draft.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
                settle(draft, target);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write snapshot " + id, e);
        }
    }

    /** Reads STATE/snapshots/ID; throws IllegalStateException when the files no longer match the id. */
    public static Snapshot readFrom(Path stateDirectory, String id) {
        var directory = directory(stateDirectory, id);
        SortedMap<String, String> files = new TreeMap<>();
        try (var paths = Files.walk(directory)) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read snapshot " + id, e);
        }
        var snapshot = of(files);
        if (!snapshot.id().equals(id)) {
            throw new IllegalStateException("snapshot " + id + " was changed on disk; it now is " + snapshot.id());
        }
        return snapshot;
    }

    static Path verified(Path stateDirectory, String id) {
        readFrom(stateDirectory, id);
        return directory(stateDirectory, id);
    }

    private static Path directory(Path stateDirectory, String id) {
        if (!id.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a snapshot id: 64 hexadecimal digits are");
        }
        return stateDirectory.resolve("snapshots").resolve(id);
    }

    private static void settle(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process may have written the same content first, which is as good.
            if (!Files.isDirectory(target)) {
                throw e;
            }
            try (var paths = Files.walk(draft)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

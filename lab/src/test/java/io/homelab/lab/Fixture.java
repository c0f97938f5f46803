package io.homelab.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A lab file of the test resources, with what is expected of it in its first comment lines ("# key: value"). */
record Fixture(Path file, Map<String, String> expected) {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    static List<Fixture> in(String folder) throws IOException {
        try (var files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Fixture::read)
                    .toList();
        }
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    String expected(String key) {
        return Objects.requireNonNull(expected.get(key), () -> name() + " must start with a line '# " + key + ": …'");
    }

    /** Puts it into an empty directory as lab.yaml, beside the repository's templates and those of the fixtures. */
    Path placeIn(Path directory) throws IOException {
        copy(Path.of("..", "omni"), directory.resolve("omni"));
        copy(RESOURCES.resolve("templates"), directory.resolve("templates"));
        return Files.copy(file, directory.resolve("lab.yaml"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var source : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(source).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(source, target);
            }
        }
    }

    private static Fixture read(Path file) {
        var expected = new HashMap<String, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                if (!line.startsWith("# ")) {
                    break;
                }
                var colon = line.indexOf(": ");
                expected.put(line.substring(2, colon), line.substring(colon + 2));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Fixture(file, Map.copyOf(expected));
    }
}

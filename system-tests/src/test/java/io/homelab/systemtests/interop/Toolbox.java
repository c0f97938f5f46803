package io.homelab.systemtests.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Where tools are: on PATH, or where {@code .ci/interop} installed them. */
final class Toolbox {
    private static final Path HOME =
            Path.of(Objects.requireNonNull(System.getenv("HOMELAB_HOME"), "run the tests by ./homelab test"));

    private Toolbox() {}

    /** What {@code .ci/interop} installed. */
    static Path installed() {
        return HOME.resolve(".tools").resolve("interop");
    }

    /** The scripts and lists of this folder of tests. */
    static Path scripts() {
        return HOME.resolve("system-tests/src/test/interop");
    }

    /** A program by its name. */
    static Path find(String name) {
        var path = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(Path::of);
        return Stream.concat(Stream.of(installed().resolve("bin")), path)
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not on PATH and not in " + installed()
                        + "/bin: install it, or run ./homelab test --interop, which installs what it can"));
    }
}

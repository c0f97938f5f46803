package io.homelab.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A second process of the same program, with the same arguments and environment. */
public final class Twin {
    private Twin() {}

    /** Starts it; what it prints goes to {@code log}. */
    public static ProcessHandle of(ProcessHandle first, Path log) throws IOException {
        var proc = Path.of("/proc", Long.toString(first.pid()));
        var builder = new ProcessBuilder(words(proc.resolve("cmdline")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        words(proc.resolve("environ")).forEach(variable -> builder.environment()
                .put(variable.replaceFirst("(?s)=.*", ""), variable.replaceFirst("(?s)^[^=]*=", "")));
        return builder.start().toHandle();
    }

    private static List<String> words(Path file) throws IOException {
        return Arrays.stream(Files.readString(file, StandardCharsets.UTF_8).split("\0"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}

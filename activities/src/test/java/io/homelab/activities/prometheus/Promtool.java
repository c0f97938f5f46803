package io.homelab.activities.prometheus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Prometheus's own tool for rules and metrics. */
public final class Promtool {
    private Promtool() {}

    /**
     * Runs it; all that it printed.
     *
     * @param input what it reads when its arguments name no file
     */
    public static String run(Path directory, Path input, String... arguments) throws IOException, InterruptedException {
        var prometheus = Objects.requireNonNullElse(System.getenv("HOMELAB_PROMETHEUS"), "prometheus");
        var tool = prometheus.replaceFirst("prometheus$", "promtool"); // they come together
        var process = new ProcessBuilder(
                        Stream.concat(Stream.of(tool), Stream.of(arguments)).toList())
                .directory(directory.toFile())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }
    }
}

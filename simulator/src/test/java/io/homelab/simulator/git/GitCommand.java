package io.homelab.simulator.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The unmodified {@code git} of this machine, without anybody's configuration. */
public record GitCommand(Path directory) {
    /** What it said. */
    public record Said(int code, String text) {}

    public Said run(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        for (var who : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + who + "_NAME", "Ann");
            builder.environment().put("GIT_" + who + "_EMAIL", "ann@example.net");
        }
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("git hangs: " + command);
        }
        return new Said(process.exitValue(), text.strip());
    }

    /** Throws when git fails. */
    public String must(String... words) throws IOException, InterruptedException {
        var said = run(words);
        if (said.code() != 0) {
            throw new IOException("git " + List.of(words) + ": " + said.text());
        }
        return said.text();
    }
}

package io.homelab.activities.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A person at the command line of git, in one directory. */
public record Git(Path directory) {
    public String run(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=A Person",
                "-c",
                "user.email=person@example.org",
                "-c",
                "advice.detachedHead=false"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return text;
    }

    public Git write(String file, String text) throws IOException {
        var target = directory.resolve(file);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.writeString(target, text);
        return this;
    }

    /** Commits all and pushes it; gives the commit. */
    public String push(String message) throws IOException {
        run("add", "-A");
        run("commit", "-q", "-m", message);
        run("push", "-q", "origin", "HEAD:main");
        return run("rev-parse", "HEAD");
    }

    /** What the server's branch has there. */
    public String id(String path) throws IOException {
        run("fetch", "-q");
        return run("rev-parse", "origin/main:" + path);
    }
}

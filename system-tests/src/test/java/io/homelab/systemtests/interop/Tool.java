package io.homelab.systemtests.interop;

import io.homelab.systemtests.LabInABox.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Somebody else's program, run as a person runs it. */
final class Tool {
    private static final long LIMIT_SECONDS = 180;

    private final List<String> command;
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    Tool(Path directory, List<String> command) {
        this.directory = directory;
        this.command = List.copyOf(command);
    }

    Tool with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Said run(String... arguments) {
        return fed("", arguments);
    }

    /** Runs it with something on its standard input. */
    Said fed(String input, String... arguments) {
        try {
            var started = start(input, arguments);
            if (!started.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                started.process().destroyForcibly().waitFor();
                throw new AssertionError(
                        "did not end in " + LIMIT_SECONDS + " s: " + started.words() + "\n" + started.said());
            }
            return started.said();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it and leaves it running, as {@code --watch} needs it. */
    Started start(String input, String... arguments) {
        var words = new ArrayList<>(command);
        words.addAll(List.of(arguments));
        try {
            var in = Files.writeString(Files.createTempFile(directory, "tool", ".in"), input);
            var out = Files.createTempFile(directory, "tool", ".out");
            var err = Files.createTempFile(directory, "tool", ".err");
            var builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new Started(words, builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tool that runs. */
    record Started(List<String> words, Process process, Path out, Path err) implements AutoCloseable {
        Said said() {
            try {
                return new Said(
                        process.isAlive() ? -1 : process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}

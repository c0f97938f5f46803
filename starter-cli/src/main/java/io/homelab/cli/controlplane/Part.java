package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * One process of the control plane. It is known by its id and its start time together, so that a recycled id is never
 * taken for it; its output goes to a file.
 */
final class Part {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final String PID = ".pid";

    private final String name;
    private final Path directory;

    Part(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /** Those that were started in a directory under names that begin so, running or not. */
    static List<Part> beginning(String prefix, Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(prefix) && file.endsWith(PID))
                    .sorted()
                    .map(file -> new Part(file.substring(0, file.length() - PID.length()), directory))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was ever started
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    Path log() {
        return directory.resolve(name + ".log");
    }

    /** The process, if it runs. */
    Optional<ProcessHandle> running() {
        try {
            var words = Files.readString(pidFile()).strip().split(" ");
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> startTime(p).equals(words[1]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // no file, or one that a crash left half-written: then it does not run
        }
    }

    /** Starts it detached from this process; what it prints goes to its log. */
    ProcessHandle start(List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(directory);
            var builder = new ProcessBuilder(ownSession(command))
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().putAll(environment);
            var process = builder.start().toHandle();
            var draft = directory.resolve(name + PID + ".new");
            Files.writeString(draft, process.pid() + " " + startTime(process) + "\n");
            Files.move(draft, pidFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return process;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot start the " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * A Ctrl-C or a closed terminal reaches every process of the session: what shall outlive this command gets its own.
     * setsid replaces itself by the command, so the process id stays the same; where there is none (macOS), a Ctrl-C on a
     * foreground command is all that this guards against.
     */
    private static List<String> ownSession(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        var own = new ArrayList<>(List.of(SETSID.toString()));
        own.addAll(command);
        return own;
    }

    /** Stops it: asks first, and does not take silence for an answer. Returns whether it ran. */
    boolean stop(Duration patience) {
        var process = running();
        if (process.isEmpty()) {
            return false;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.get().destroyForcibly();
            process.get().onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.get().destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process cannot fail", e);
        }
        return true;
    }

    /**
     * Waits until it is ready; fails with the end of its log when it ends before, or is not ready in time.
     *
     * @param title what people call it
     * @param missing what it does not do yet, such as {@code does not answer}
     */
    void await(Duration limit, String title, String missing, BooleanSupplier ready) {
        Waiting.until(
                limit,
                () -> {
                    if (running().isEmpty()) {
                        throw new CommandFailure(
                                ExitCode.FAILED, title + " ended at once; the end of " + log() + ":\n" + tail());
                    }
                    return ready.getAsBoolean();
                },
                () -> title + " " + missing + "; the end of " + log() + ":\n" + tail());
    }

    /** The last lines of its log, for a message. */
    String tail() {
        try {
            var lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private Path pidFile() {
        return directory.resolve(name + PID);
    }

    private static String startTime(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    /** Removes a directory and all that is in it. */
    static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

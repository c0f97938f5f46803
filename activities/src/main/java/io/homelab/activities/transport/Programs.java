package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Programs of this machine. They see no environment but the one that they are given, so that no secret of ours is in it by chance. */
public final class Programs {
    /** More than any answer that is wanted; a program that says more is stopped. */
    private static final int LARGEST = 64 << 20;

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final List<String> PASSED_ON = List.of("PATH", "HOME", "TMPDIR", "LANG");

    private final Gate gate;

    Programs(Gate gate) {
        this.gate = gate;
    }

    /**
     * What is run.
     *
     * @param operation what logs and gates say instead of the command line
     * @param words the program and its arguments; never a secret, since every user of this machine can read them
     * @param environment beside PATH, HOME, TMPDIR and LANG
     * @param mutating whether it changes anything
     */
    public record Command(
            String system, String operation, List<String> words, Map<String, String> environment, boolean mutating) {
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }
    }

    /** How it ended, and what it said. */
    public record Ended(int code, String out, String err) {}

    /**
     * Runs it to its end. TRANSIENT when it takes longer than {@code limit}; it is stopped then, as it is when {@code meanwhile}
     * throws.
     *
     * @param meanwhile called each second while it runs
     */
    public Ended run(Command command, Duration limit, Runnable meanwhile) {
        return run(command, limit, meanwhile, Programs::text);
    }

    /**
     * The same for a program that may say any amount: each line of its standard output is handed on as it comes, and none is
     * kept.
     *
     * @param line called by another thread, one call at a time; what it throws ends the run
     */
    public Ended run(Command command, Duration limit, Runnable meanwhile, Consumer<String> line) {
        return run(command, limit, meanwhile, stream -> {
            lines(stream, line);
            return "";
        });
    }

    private Ended run(Command command, Duration limit, Runnable meanwhile, Function<InputStream, String> output) {
        if (command.mutating()) {
            ReadOnly.check(command.system() + " " + command.operation());
        }
        var passage = gate.leave(Gate.Call.now(command.system(), command.operation(), command.mutating()));
        var process = started(command);
        try {
            gate.opened(process::destroyForcibly);
            var out = CompletableFuture.supplyAsync(
                    () -> output.apply(process.getInputStream()), Thread::startVirtualThread);
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Thread::startVirtualThread);
            await(command, process, limit, meanwhile);
            var ended = new Ended(process.exitValue(), out.join(), err.join());
            passage.back();
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(FailureClass.TRANSIENT, "the worker is stopping", null, null, e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw new Problem(
                    FailureClass.BUG,
                    command.system() + " said more than " + LARGEST + " bytes",
                    where(command),
                    null,
                    e);
        } finally {
            stop(process);
        }
    }

    private static Process started(Command command) {
        var builder = new ProcessBuilder(command.words())
                .redirectInput(Path.of("/dev/null").toFile());
        var inherited = Map.copyOf(builder.environment());
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    command.words().getFirst() + " cannot be started: " + e.getMessage(),
                    where(command),
                    "install " + command.system() + " so that it is on the worker's PATH ("
                            + inherited.getOrDefault("PATH", "none") + "), then restart the control plane",
                    e);
        }
    }

    private static void await(Command command, Process process, Duration limit, Runnable meanwhile)
            throws InterruptedException {
        for (var left = limit;
                !process.waitFor(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
                left = left.minus(BETWEEN)) {
            if (!left.isPositive()) {
                throw new Problem(
                        FailureClass.TRANSIENT,
                        command.system() + " has not come to an end within " + limit.toSeconds() + " s",
                        where(command),
                        null);
            }
            meanwhile.run();
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            var bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IllegalStateException("too much");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it was stopped, and who stopped it says why
        }
    }

    private static void lines(InputStream stream, Consumer<String> each) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                each.accept(line);
            }
        } catch (IOException e) {
            return; // it was stopped, and who stopped it says why
        }
    }

    /** Politely first: restic removes its lock then. */
    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String where(Command command) {
        return command.system() + " " + command.operation();
    }
}

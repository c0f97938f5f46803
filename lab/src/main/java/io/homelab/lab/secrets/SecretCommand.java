package io.homelab.lab.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;

/** Runs a password manager's command without a shell; its standard output is the secret, its errors are dropped. */
final class SecretCommand {
    static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 1 << 20;
    private final Duration limit;

    SecretCommand(Duration limit) {
        this.limit = limit;
    }

    /** Splits at blanks, quotes group; throws SecretUnavailable naming only the program. */
    Secret run(String commandLine, Path directory) {
        var words = words(commandLine);
        var program = "exec:" + words.getFirst() + " …: ";
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new SecretUnavailable(program + "cannot be started");
        }
        try {
            var output = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SecretUnavailable(program + "did not end within " + limit.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new SecretUnavailable(program + "ended with exit code " + process.exitValue());
            }
            // A child that outlives the command can keep its output open.
            return Secret.of(output.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretUnavailable(program + "was interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new SecretUnavailable(program + "ended, but its output did not");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<String> words(String commandLine) {
        return new StringTokenizer(
                        commandLine,
                        StringMatcherFactory.INSTANCE.spaceMatcher(),
                        StringMatcherFactory.INSTANCE.quoteMatcher())
                .getTokenList();
    }

    private static byte[] read(Process process) {
        try {
            return process.getInputStream().readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

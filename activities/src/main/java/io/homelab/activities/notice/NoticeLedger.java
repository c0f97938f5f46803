package io.homelab.activities.notice;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.state.AtomicFile;
import io.homelab.lab.state.FileGuard;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Remembers which notices were sent. ntfy has no idempotency key, so exactly-once is not to be had: the intent is written,
 * the notice sent, the sending written. An intent without a sending means that a crash or a lost answer hides what
 * happened; then the notice goes out once more, marked as repeated, and never a third time. A person may thus see a notice
 * twice, which is better than not at all.
 */
final class NoticeLedger {
    private static final String DONE = "done";
    private static final String INTENT = "intent ";
    private static final int MOST_ATTEMPTS = 2;

    private final Path directory;

    NoticeLedger(Path directory) {
        this.directory = directory;
    }

    /** What became of a notice. */
    enum Outcome {
        SENT,
        SENT_BEFORE,
        SENT_AGAIN,
        GIVEN_UP
    }

    /** Sends; told the number of the attempt. */
    @FunctionalInterface
    interface Sending {
        void attempt(int number);
    }

    /** Sends what has that key unless it was sent; a refused notice was not, and may be tried anew. */
    Outcome once(String key, Sending sending) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw unwritable(e);
        }
        var file = directory.resolve(name(key));
        return new FileGuard(directory.resolve("." + name(key) + ".guard")).alone(() -> {
            var attempts = attempts(file);
            if (attempts < 0) {
                return Outcome.SENT_BEFORE;
            }
            if (attempts >= MOST_ATTEMPTS) {
                return Outcome.GIVEN_UP;
            }
            write(file, INTENT + (attempts + 1));
            try {
                sending.attempt(attempts + 1);
            } catch (NtfyClient.Refusal e) {
                write(file, INTENT + attempts);
                throw e;
            }
            write(file, DONE);
            return attempts == 0 ? Outcome.SENT : Outcome.SENT_AGAIN;
        });
    }

    /** How many attempts have an unknown end; -1 when one is known to have arrived. */
    private static int attempts(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        var text = Files.readString(file).strip();
        return text.equals(DONE) ? -1 : Integer.parseInt(text.substring(INTENT.length()));
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, (text + "\n").getBytes(StandardCharsets.US_ASCII), "rw-------");
    }

    /** Keys name runs and hold whatever a workflow id may hold; a digest fits every file system. */
    private static String name(String key) {
        return Sha256.of(key);
    }

    private Problem unwritable(IOException e) {
        return new Problem(FailureClass.TRANSIENT, "cannot write the ledger of notices", directory.toString(), null, e);
    }
}

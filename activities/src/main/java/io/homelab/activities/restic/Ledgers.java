package io.homelab.activities.restic;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ledgers of packs below the state directory, one for each set, and what it means when one cannot be had. */
final class Ledgers {
    private final Path directory;

    Ledgers(Path stateDirectory) {
        this.directory = stateDirectory.resolve("evidence").resolve("packs");
    }

    /** Something that reads or writes them. */
    interface Action<T> {
        T run() throws IOException;
    }

    /** Whether anything of this set was ever listed. */
    boolean has(String set) {
        return Files.exists(file(set));
    }

    PackLedger open(String set) throws IOException {
        return PackLedger.open(file(set));
    }

    /** What the run in flight reads of a set. */
    AuditFile auditFile(String set) {
        return new AuditFile(directory.resolve(set + ".now.json"));
    }

    /** TRANSIENT while somebody else has the ledger of that set, or when the disk refuses; CONFIG when it holds something else. */
    <T> T on(String set, Action<T> action) {
        try {
            return action.run();
        } catch (PackLedger.Busy e) {
            throw new Problem(FailureClass.TRANSIENT, String.valueOf(e.getMessage()), "ledger of " + set, null, e);
        } catch (PackLedger.Broken e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    String.valueOf(e.getMessage()),
                    "ledger of " + set,
                    "keep it for whoever asks what happened, and move it away: every pack counts as unread then",
                    e);
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** The disk refuses what is to be written down. */
    static Problem unwritable(Path directory, IOException why) {
        return new Problem(
                FailureClass.TRANSIENT,
                "cannot write down what is read: " + why.getMessage(),
                directory.toString(),
                "make room on this machine's disk, or give the worker the right to write there: it goes on by itself",
                why);
    }

    private Path file(String set) {
        return directory.resolve(set + ".jsonl");
    }
}

package io.homelab.cli.rehearsal;

import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Locks of a host that is gone, and of a backup that runs. */
final class LocksInRehearsal {
    private static final String GONE = "old-nas";
    private static final long PID = 4711;
    private static final Duration AGE = Duration.ofHours(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BackupLab lab;

    LocksInRehearsal(BackupLab lab) {
        this.lab = lab;
    }

    /** A host died while it held a lock; nobody can prove that it did. */
    BackupFault fault() throws IOException {
        var lock = leftOver();
        return new BackupFault(
                "a host died while it had locked the repository", Set.of("locks"), lock::plant, lock::remove);
    }

    /** The lab file says that such a lock may go: it does, and that of a backup which runs at the same time stays and is no finding. */
    boolean heal(List<String> verify, Commands commands, Consumer<String> say) throws IOException {
        say.accept("the lab file names that host, and a backup runs at the same time");
        var lock = leftOver();
        lab.set(set -> {
            var locks = set.putObject("locks");
            locks.putArray("otherHosts").add(GONE);
            locks.put("otherHostsAfter", "2h");
        });
        var running = running();
        try {
            lock.plant();
            var unlocked = commands.run(List.of("backup", "unlock"));
            var left = lab.files("locks");
            if (unlocked != ExitCode.DONE.code() || left.contains(lock.file) || left.size() != 1) {
                say.accept("exit code " + unlocked + ", and there are the locks " + left);
                return false;
            }
            say.accept("the lock of the dead is removed, and that of the living is not");
            return commands.run(verify) == ExitCode.DONE.code();
        } finally {
            running.destroyForcibly().onExit().join();
            for (var file : lab.files("locks")) {
                Files.delete(file);
            }
            lab.set(set -> set.remove("locks"));
        }
    }

    private Lock leftOver() throws IOException {
        var heard = Instant.now().minus(AGE);
        var written = WrittenLock.of(lab.restic("cat", "masterkey"), GONE, PID, heard);
        return new Lock(lab.directory().resolve("locks").resolve(written.name()), written.content(), heard);
    }

    private record Lock(Path file, byte[] content, Instant heard) {
        void plant() throws IOException {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
            Files.setLastModifiedTime(file, FileTime.from(heard));
        }

        void remove() throws IOException {
            Files.delete(file);
        }
    }

    /** A backup of what never comes, once it has locked the repository too. */
    private Process running() throws IOException {
        var before = lab.files("locks").size();
        var process =
                lab.program("backup", "--stdin", "--stdin-filename", "never").start();
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (lab.files("locks").size() == before) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IOException("restic takes no lock");
            }
            Thread.onSpinWait();
        }
        return process;
    }
}

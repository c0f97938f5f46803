package io.homelab.activities.restic;

import io.homelab.workflows.backup.BackupCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Whether whoever has locked a repository is still there. */
final class LockVerdict {
    /** restic's own measure: a holder renews its lock every five minutes (internal/repository, staleLockTimeout). */
    private static final Duration STALE = Duration.ofMinutes(30);

    private final String set;
    private final Instant now;

    LockVerdict(String set, Instant now) {
        this.set = set;
        this.now = now;
    }

    BackupCheck of(List<Lock> locks) {
        var stale = locks.stream()
                .filter(lock -> age(lock).compareTo(STALE) > 0)
                .sorted(Comparator.comparing(Lock::time))
                .toList();
        if (stale.isEmpty()) {
            return BackupCheck.pass(
                    set, "locks", locks.isEmpty() ? "none" : locks.size() + " in use: " + words(locks.getFirst()));
        }
        return BackupCheck.fail(
                set,
                "locks",
                "a lock is left over: " + words(stale.getFirst()) + ", last heard of "
                        + Ages.text(age(stale.getFirst())) + " ago",
                stale.stream().skip(1).map(LockVerdict::words).toList(),
                "see that this process is gone on that host; then restic unlock removes it, and no lock that is in use");
    }

    private Duration age(Lock lock) {
        return Duration.between(lock.time().toInstant(), now);
    }

    private static String words(Lock lock) {
        return (lock.exclusive() ? "exclusive, " : "") + "process " + lock.pid() + " of " + lock.username() + "@"
                + lock.hostname();
    }
}

package io.homelab.activities.restic;

import io.homelab.activities.clock.Ages;
import io.homelab.activities.restic.DeadHolder.Holder;
import io.homelab.lab.definition.LockHealing;
import io.homelab.workflows.backup.BackupCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Whether whoever has locked a repository is still there. */
final class LockVerdict {
    private final String set;
    private final DeadHolder judge;
    private final Instant now;

    LockVerdict(String set, DeadHolder judge, Instant now) {
        this.set = set;
        this.judge = judge;
        this.now = now;
    }

    BackupCheck of(List<HeldLock> locks) {
        var stale = locks.stream()
                .filter(held -> age(held).compareTo(LockHealing.LEAST) > 0)
                .sorted(Comparator.comparing(held -> held.lock().time()))
                .toList();
        if (stale.isEmpty()) {
            return BackupCheck.pass(
                    set,
                    "locks",
                    locks.isEmpty()
                            ? "none"
                            : locks.size() + " in use: " + locks.getFirst().holder());
        }
        var dead = stale.stream()
                .filter(held -> judge.of(held, locks) instanceof Holder.Dead)
                .count();
        return BackupCheck.fail(
                set,
                "locks",
                "a lock is left over: " + stale.getFirst().holder() + ", last heard of "
                        + Ages.text(age(stale.getFirst())) + " ago",
                stale.stream().map(held -> line(held, locks)).toList(),
                dead == 0
                        ? "see that this process is gone on that host; then restic unlock removes it, and no lock that is in use"
                        : "homelab backup unlock removes "
                                + (dead == stale.size() ? "what is left over" : dead + " of these")
                                + ", and no lock that is in use");
    }

    private String line(HeldLock held, List<HeldLock> locks) {
        return held.holder() + ": "
                + switch (judge.of(held, locks)) {
                    case Holder.Dead(var proof) -> "dead, since " + proof;
                    case Holder.Unproved(var why) -> "not proved dead, since " + why;
                };
    }

    private Duration age(HeldLock held) {
        return Duration.between(held.lock().time().toInstant(), now);
    }
}

package io.homelab.workflows.backup;

import io.homelab.workflows.backup.LockActivities.DeadLock;
import io.homelab.workflows.backup.LockActivities.RemoveLock;
import io.homelab.workflows.failure.Failures;
import io.temporal.failure.ActivityFailure;
import java.util.List;

/**
 * Removes the locks of the dead from a set, one at a time. What was found is in the history before the first is deleted, so that
 * whoever dies after a delete leaves no removal that nobody knows of.
 */
final class Unlocking {
    private static final String TO_REMOVE = "lock to remove";
    private static final String REMOVED = "lock removed";
    private static final String KEPT = "lock kept";

    private Unlocking() {}

    /** What was removed, or would be: a check for each lock; none when there was nothing to remove. */
    static List<BackupCheck> of(SetRef set, boolean dryRun) {
        return Ports.unlocking("look for locks of the dead in " + set.name()).find(set).locks().stream()
                .map(lock -> dryRun ? entry(set, TO_REMOVE, lock, "its holder is dead") : removed(set, lock))
                .toList();
    }

    private static BackupCheck removed(SetRef set, DeadLock lock) {
        try {
            var end = Ports.unlocking("remove the lock of " + lock.holder()).remove(new RemoveLock(set, lock));
            return entry(set, end.removed() ? REMOVED : KEPT, lock, end.seen());
        } catch (ActivityFailure e) {
            return BackupCheck.unknown(
                    set.name(), REMOVED, Failures.unlessCanceled(e)); // what went before is still told
        }
    }

    private static BackupCheck entry(SetRef set, String check, DeadLock lock, String seen) {
        return new BackupCheck(
                set.name(),
                check,
                CheckVerdict.PASS,
                lock.holder() + ": " + seen,
                List.of("locks/" + lock.id(), "last heard of at " + lock.since(), lock.proof()),
                null);
    }
}

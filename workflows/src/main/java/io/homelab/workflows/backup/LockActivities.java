package io.homelab.workflows.backup;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;

/** Removes locks whose holder is proved dead: all that a run ever changes in a repository. */
@ActivityInterface
public interface LockActivities {
    /** Looks for locks that may be removed, and changes nothing. Fails as {@link RepositoryActivities#locks} does. */
    @ActivityMethod(name = "FindDeadLocks")
    DeadLocks find(SetRef set);

    /**
     * Looks again whether the holder is dead, then deletes this one lock and sees that it is gone. Repeating it deletes nothing
     * else: a lock has a name of its own, and is never changed.
     */
    @ActivityMethod(name = "RemoveDeadLock")
    LockRemoved remove(RemoveLock request);

    /** In the order in which they may be removed. */
    record DeadLocks(List<DeadLock> locks) {
        public DeadLocks {
            locks = locks == null ? List.of() : List.copyOf(locks);
        }
    }

    /**
     * A lock whose holder is dead.
     *
     * @param id its name below {@code locks/}
     * @param holder who held it
     * @param since when the holder was last heard of
     * @param proof that it is dead
     */
    record DeadLock(String id, String holder, Instant since, String proof) {}

    /** Which lock, of which set. */
    record RemoveLock(SetRef set, DeadLock lock) {}

    /**
     * @param removed whether it is gone
     * @param seen in a sentence
     */
    record LockRemoved(boolean removed, String seen) {}
}

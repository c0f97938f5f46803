package io.homelab.activities.restic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lock of a repository.
 *
 * @param id its name
 * @param lock what its holder wrote into it
 * @param stored when, by the clock of whoever stores it: the holder's own may be wrong. Null: they do not say
 */
record HeldLock(String id, Lock lock, @Nullable Instant stored) {
    /** When the holder was last heard of, by whichever clock says later; by its own alone where no other says. */
    Instant heard() {
        var said = lock.time().toInstant();
        return stored == null || said.isAfter(stored) ? said : stored;
    }

    boolean hasSameHolder(HeldLock other) {
        return lock.hostname().equals(other.lock.hostname()) && lock.pid() == other.lock.pid();
    }

    /** For people. */
    String holder() {
        return (lock.exclusive() ? "exclusive, " : "") + "process " + lock.pid() + " of " + lock.username() + "@"
                + lock.hostname();
    }
}

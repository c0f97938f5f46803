package io.homelab.activities.restic;

import io.homelab.lab.definition.LockHealing;
import io.homelab.workflows.backup.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Whether the holder of a lock is proved dead. A lock is old first: its holder should have replaced it six times over. Then, on this
 * machine, its process has ended; a stopped one may go on and is alive. On another, its owner has said that age alone will do.
 *
 * <p>What remains there is a holder that slept for so long, wakes up, and does not know: restic from 0.16 on looks for its own lock
 * before it goes on, and ends when it is gone (internal/repository/lock.go, refreshStaleLock); 0.15 ends in any case when it could
 * not renew in time; 0.14 and older go on without a lock. A holder that wakes up between the look and the delete has stored its next
 * lock under another name by then, or ends.
 */
final class DeadHolder {
    private final LockHealing policy;
    private final ThisMachine machine;
    private final Instant now;

    DeadHolder(LockHealing policy, ThisMachine machine, Instant now) {
        this.policy = policy;
        this.machine = machine;
        this.now = now;
    }

    /** What is known of a holder. */
    sealed interface Holder {
        record Dead(String proof) implements Holder {}

        record Unproved(String why) implements Holder {}
    }

    /** @param others the other locks of the repository */
    Holder of(HeldLock held, Collection<HeldLock> others) {
        if (age(held).compareTo(policy.after()) <= 0) {
            return new Holder.Unproved("it was heard of " + Ages.text(age(held)) + " ago");
        }
        var renewed = others.stream()
                .anyMatch(other -> other.hasSameHolder(held)
                        && other.lock().time().isAfter(held.lock().time()));
        if (renewed) {
            return new Holder.Unproved("it has a newer lock too");
        }
        var name = machine.name();
        if (name.isEmpty() || !name.get().equals(held.lock().hostname())) {
            return elsewhere(held, "it is not of this machine, whose processes can be seen");
        }
        return switch (machine.look(held.lock().pid(), held.lock().time().toInstant())) {
            case ThisMachine.Seen.Gone(var proof) -> new Holder.Dead(proof);
            case ThisMachine.Seen.Alive(var what) -> new Holder.Unproved(what);
            case ThisMachine.Seen.Unknown(var why) -> elsewhere(held, why);
        };
    }

    private Holder elsewhere(HeldLock held, String why) {
        if (!policy.otherHosts().contains(held.lock().hostname())) {
            return new Holder.Unproved(why);
        }
        if (held.stored() == null) {
            return new Holder.Unproved(
                    why + ", its own clock may be wrong, and the server does not say when it was stored");
        }
        return age(held).compareTo(policy.otherHostsAfter()) > 0
                ? new Holder.Dead("not heard of for " + Ages.text(age(held)) + ", and the lab file says that "
                        + Ages.text(policy.otherHostsAfter()) + " are enough for "
                        + held.lock().hostname())
                : new Holder.Unproved(why + ", and it was heard of " + Ages.text(age(held)) + " ago");
    }

    private Duration age(HeldLock held) {
        return Duration.between(held.heard(), now);
    }
}

package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.DeadHolder.Holder;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.LockActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Removes locks whose holder is proved dead, by deleting that one object. {@code restic unlock} would do: but it goes by age alone,
 * takes all at once, and says nothing of whom it took them from.
 */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticLocks implements LockActivities {
    private final Repositories repositories;
    private final Locks locks;
    private final LabClock clock;
    private final ThisMachine machine;

    public ResticLocks(LabReader labs, Transports transports, Restic restic, LabClock clock) {
        this(labs, transports, restic, clock, new ThisMachine());
    }

    ResticLocks(LabReader labs, Transports transports, Restic restic, LabClock clock, ThisMachine machine) {
        this.repositories = new Repositories(labs, transports);
        this.locks = new Locks(repositories, restic);
        this.clock = clock;
        this.machine = machine;
    }

    @Override
    public DeadLocks find(SetRef ref) {
        var open = repositories.probed(ref);
        // The newest first: an older one of the same holder may go only when that is gone.
        var there = new ArrayList<>(locks.of(open));
        there.sort(Comparator.comparing((HeldLock held) -> held.lock().time()).reversed());
        var dead = new ArrayList<DeadLock>();
        for (var held : List.copyOf(there)) {
            if (holder(open, held, there) instanceof Holder.Dead(var proof)) {
                there.remove(held);
                dead.add(new DeadLock(
                        held.id(), held.holder(), held.lock().time().toInstant(), proof));
            }
        }
        return new DeadLocks(dead);
    }

    @Override
    public LockRemoved remove(RemoveLock request) {
        var id = request.lock().id();
        var open = repositories.probed(request.set());
        var there = locks.of(open);
        var held = there.stream().filter(each -> each.id().equals(id)).findFirst();
        if (held.isEmpty()) {
            // Whoever died after the delete comes back here: the first look has said what there was.
            return new LockRemoved(true, "gone when it was looked at again");
        }
        var unproved = unproved(open, held.get(), there);
        if (unproved.isPresent()) {
            return new LockRemoved(false, "kept, since on a second look " + unproved.get());
        }
        try (var objects = repositories.locks(open)) {
            objects.delete(id);
            if (objects.look(id).isPresent()) {
                throw new Problem(
                        FailureClass.TRANSIENT,
                        "a lock is still there after it was deleted",
                        open.set().repository() + " locks/" + id,
                        null);
            }
        }
        return new LockRemoved(true, "removed, and seen to be gone");
    }

    private Optional<String> unproved(Open open, HeldLock held, List<HeldLock> there) {
        return switch (holder(open, held, there)) {
            case Holder.Dead _ -> Optional.empty();
            case Holder.Unproved(var why) -> Optional.of(why);
        };
    }

    private Holder holder(Open open, HeldLock held, List<HeldLock> there) {
        return new DeadHolder(open.set().locks(), machine, clock.now()).of(held, there);
    }
}

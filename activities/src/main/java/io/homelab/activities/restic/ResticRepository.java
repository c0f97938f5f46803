package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.CheckNames;
import io.homelab.workflows.backup.RepositoryActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Looks at a repository by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticRepository implements RepositoryActivities {
    /** Below start-to-close; the metadata of terabytes come over a slow line in less. */
    private static final Duration LONG = Duration.ofMinutes(28);

    private static final int NAMED = 5;

    private final Repositories repositories;
    private final Restic restic;
    private final Locks locks;
    private final LabClock clock;

    public ResticRepository(LabReader labs, Transports transports, Restic restic, LabClock clock) {
        this.repositories = new Repositories(labs, transports);
        this.restic = restic;
        this.locks = new Locks(repositories, restic);
        this.clock = clock;
    }

    @Override
    public Checks locks(SetRef ref) {
        return looked(ref, open -> {
            var there = locks.of(open);
            var now = clock.now();
            var judge = new DeadHolder(open.set().locks(), new ThisMachine(), now);
            return new LockVerdict(ref.name(), judge, now).of(there);
        });
    }

    @Override
    public Checks metadata(SetRef ref) {
        return looked(ref, open -> {
            var first = findings(open);
            // Without a lock, a prune at the same time looks like damage: what is not there twice is damage.
            var errors = first.isEmpty() ? first : findings(open);
            return errors.isEmpty()
                    ? BackupCheck.pass(ref.name(), CheckNames.METADATA, "indexes, snapshots and packs agree")
                    : BackupCheck.fail(
                            ref.name(),
                            CheckNames.METADATA,
                            errors.size()
                                    + (errors.size() == 1 ? " error: " : " errors, such as: ")
                                    + errors.getFirst(),
                            others(errors),
                            "keep a copy of the repository before you repair it: restic repair index, then restic repair"
                                    + " snapshots (0.16 and later; before: rebuild-index)");
        });
    }

    private List<String> findings(Open open) {
        return restic.ask(
                open,
                List.of("check"),
                LONG,
                ended -> ended.code() == 0 ? List.of() : errors(ended.err()),
                ended -> ended.err().contains("returned errors") || ended.err().contains("contains errors"));
    }

    private static List<String> others(List<String> errors) {
        var named = new ArrayList<>(errors.stream().skip(1).limit(NAMED).toList());
        if (errors.size() > NAMED + 1) {
            named.add("and " + (errors.size() - NAMED - 1) + " more: restic check");
        }
        return named;
    }

    /** The lines that name what is wrong; headings do not, and the last one says only that something is. */
    private static List<String> errors(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Fatal:") && !line.endsWith(":"))
                .toList();
    }

    private Checks looked(SetRef ref, Function<Open, BackupCheck> look) {
        return new Checks(List.of(look.apply(repositories.probed(ref))));
    }
}

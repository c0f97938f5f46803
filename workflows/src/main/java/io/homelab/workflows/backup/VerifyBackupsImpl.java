package io.homelab.workflows.backup;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.backup.DeepCheckActivities.DeepRequest;
import io.homelab.workflows.backup.DrillActivities.DrillRequest;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import io.homelab.workflows.backup.cluster.ClusterSteps;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The runbook of a verification, the cheapest check first: pools are well and have their snapshots → everything that must be
 * there is there, and young enough, in repositories and clusters → nobody who is gone has locked it → its bucket keeps what is put
 * into it → the youngest holds what it must → what indexes and snapshots name is there → what is due tonight is read, byte for byte
 * → a part of it is decrypted, where that is asked for → a sample and a namespace are restored → what counts of all that as a copy
 * is enough → evidence → people know when something is wrong.
 *
 * <p>No check parks the run: what it could not look at is UNKNOWN in the report, and the next night looks again.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class VerifyBackupsImpl extends AttendedRunBase implements VerifyBackups {
    private static final String EPIC = "4.5";
    private static final String LAB = "lab";
    private static final String EVIDENCE = "evidence";
    private static final String CONTENT = "content-and-buckets";

    private final Checking checking = new Checking(log);
    private final boolean full;
    private final boolean all;
    private @Nullable BackupSpec read;
    private boolean drills;
    private boolean looksInside;
    private boolean readsDeep;

    @WorkflowInit
    public VerifyBackupsImpl(VerifyRequest request) {
        super("Verify the backups");
        this.full = request.full();
        this.all = request.only().isEmpty();
        log.announce(LAB, "read the lab file");
    }

    @Override
    public BackupReport verify(VerifyRequest request) {
        read = runbook.step(
                LAB, path, s -> Ports.backups(s).read(request), spec -> Result.of(String.join(", ", spec.names())));
        about(spec().lab(), "backups", EPIC, spec().simulated());
        drills = Workflow.getVersion("drill", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        looksInside = Workflow.getVersion(CONTENT, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        readsDeep = !spec().checkedDeep().isEmpty()
                && Workflow.getVersion("deep-check", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        spec().sets().forEach(this::announce);
        var clusters = new ClusterSteps(log, checking, spec().snapshot(), execution());
        spec().scopes().forEach(clusters::announce);
        var pools = PoolSteps.of(spec(), log, checking);
        pools.announce();
        var copies = CopySteps.of(spec(), log, checking);
        copies.announce();
        log.announce(EVIDENCE, "signed evidence");

        phase("verifying");
        pools.take();
        spec().sets().forEach(this::snapshots);
        spec().scopes().forEach(clusters::look);
        spec().sets().forEach(this::locks);
        if (looksInside) {
            spec().buckets().forEach(this::bucket);
            spec().sets().forEach(this::content);
        }
        spec().sets().forEach(this::metadata);
        spec().sets().forEach(this::packs);
        if (readsDeep) {
            spec().checkedDeep().forEach(this::deep);
        }
        if (drills) {
            spec().sets().forEach(this::drill);
        }
        spec().scopes().forEach(clusters::drill);
        copies.take();
        return end();
    }

    private void announce(String set) {
        log.announce(set + "/snapshots", "what must be there is there, and young enough", set);
        log.announce(set + "/locks", "nobody who is gone has locked it", set);
        if (looksInside && spec().buckets().contains(set)) {
            log.announce(set + "/bucket", "the bucket keeps what is put into it", set);
        }
        if (looksInside) {
            log.announce(set + "/content", "what must be in the youngest is in it, and not much less than before", set);
        }
        log.announce(set + "/metadata", "what is named is there, in the right size", set);
        log.announce(set + "/packs", full ? "every byte is read" : "what is due is read", set);
        if (readsDeep && spec().checkedDeep().contains(set)) {
            log.announce(set + "/deep", "a part of it decrypts, and is what it is named", set);
        }
        if (drills) {
            log.announce(set + "/restore", "a sample comes back as it was", set);
        }
    }

    private void snapshots(String set) {
        checking.take(set + "/snapshots", set, CheckNames.SNAPSHOTS, s -> Ports.snapshots(s)
                .check(ref(set))
                .checks());
    }

    /** Locks of the dead go first, where the lab file says so: what is left then is a finding. */
    private void locks(String set) {
        if (spec().heals(set)
                && Workflow.getVersion("heal-locks", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION) {
            log.announce(set + "/unlock", "locks of the dead go", set);
            checking.takeSome(set + "/unlock", set, "locks", _ -> Unlocking.of(ref(set), false));
        }
        checking.take(set + "/locks", set, "locks", s -> Ports.locks(s)
                .locks(ref(set))
                .checks());
    }

    private void bucket(String set) {
        checking.take(set + "/bucket", set, "bucket", s -> Ports.buckets(s)
                .bucket(ref(set))
                .checks());
    }

    private void content(String set) {
        checking.take(set + "/content", set, CheckNames.CONTENT, s -> Ports.content(s)
                .content(ref(set))
                .checks());
    }

    private void metadata(String set) {
        checking.take(set + "/metadata", set, CheckNames.METADATA, s -> Ports.metadata(s)
                .metadata(ref(set))
                .checks());
    }

    /** Without a plan nothing is read, and that is one verdict. */
    private void packs(String set) {
        var step = set + "/packs";
        var request = new AuditRequest(ref(set), execution(), full);
        checking.take(step, set, CheckNames.PACKS, s -> {
            var planned = Ports.plan("choose what is read of " + set).plan(request);
            log.enter(step, StepState.RUNNING, planned.summary());
            return Ports.audit(s).audit(request).checks();
        });
    }

    private void deep(String set) {
        checking.take(set + "/deep", set, CheckNames.DEEP, s -> Ports.deep(s)
                .deep(new DeepRequest(ref(set), execution()))
                .checks());
    }

    private void drill(String set) {
        checking.take(set + "/restore", set, CheckNames.RESTORE, s -> Ports.drill(s)
                .drill(new DrillRequest(ref(set), execution()))
                .checks());
    }

    private BackupReport end() {
        var tells = Workflow.getVersion("tell-proofs", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        // A monitor that hears of some sets would call all of them well.
        var seen = checking.report(execution(), spec().lab(), spec().snapshot(), spec().simulated(), full, timeSplit());
        var passed = seen.verdict() == CheckVerdict.PASS && all;
        var told = tells && passed ? Proving.heartbeat(seen) : null;
        var measures = Workflow.getVersion("metrics", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        var report = seen.telling(told, measures ? Proving.metrics(seen) : null);
        var notice = BackupNotice.of(report);
        notice.ifPresent(this::tell);
        var kept = runbook.step(EVIDENCE, path, s -> Ports.evidence(s).record(report), e -> Result.of(e.location()));
        if (tells) {
            Proving.tell(report, spec().names());
        }
        phase(report.verdict().name().toLowerCase(Locale.ROOT));
        return report.with(kept);
    }

    private SetRef ref(String set) {
        return new SetRef(set, spec().snapshot());
    }

    private BackupSpec spec() {
        if (read == null) {
            throw new IllegalStateException("a step was passed over");
        }
        return read;
    }
}

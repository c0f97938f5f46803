package io.homelab.workflows.backup;

import io.homelab.workflows.backup.pool.PoolActivities;
import io.homelab.workflows.backup.pool.PoolRef;
import io.homelab.workflows.backup.pool.VerifiedPools.VerifiedPool;
import io.homelab.workflows.progress.StepLog;
import io.homelab.workflows.wire.Profiles;
import io.temporal.workflow.Workflow;
import java.util.List;

/** The part of a verification that looks at ZFS pools: first whether they are well, then whether they have their snapshots. */
final class PoolSteps {
    private static final String CHANGE = "pools";

    private final StepLog log;
    private final Checking checking;
    private final String snapshot;
    private final List<VerifiedPool> pools;

    private PoolSteps(StepLog log, Checking checking, String snapshot, List<VerifiedPool> pools) {
        this.log = log;
        this.checking = checking;
        this.snapshot = snapshot;
        this.pools = pools;
    }

    /** Asks for the version only where there are pools: a history without any stays as it was. */
    static PoolSteps of(BackupSpec spec, StepLog log, Checking checking) {
        var looks = !spec.zfs().isEmpty()
                && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        return new PoolSteps(log, checking, spec.snapshot(), looks ? spec.zfs() : List.of());
    }

    void announce() {
        for (var pool : pools) {
            log.announce(pool.name() + "/pool", "all devices are well, and all was read not long ago", pool.name());
            if (pool.datasets()) {
                log.announce(pool.name() + "/snapshots", "every dataset has its snapshots", pool.name());
            }
        }
    }

    void take() {
        for (var pool : pools) {
            var ref = new PoolRef(pool.name(), snapshot);
            checking.take(pool.name() + "/pool", pool.name(), "pool", s -> stub(s).pool(ref)
                    .checks());
            if (pool.datasets()) {
                checking.take(pool.name() + "/snapshots", pool.name(), "snapshots", s -> stub(s).snapshots(ref)
                        .checks());
            }
        }
    }

    private static PoolActivities stub(String summary) {
        return Workflow.newActivityStub(PoolActivities.class, Profiles.summarised(Profiles.QUICK, summary));
    }
}

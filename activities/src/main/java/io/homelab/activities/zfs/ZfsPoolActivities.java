package io.homelab.activities.zfs;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Ssh;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.BackupPool;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.pool.PoolActivities;
import io.homelab.workflows.backup.pool.PoolRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Asks the hypervisor's API for its pools, and the hypervisor itself for their snapshots, which the API does not show. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ZfsPoolActivities implements PoolActivities {
    private final LabReader labs;
    private final Transports transports;
    private final PoolSource pools;
    private final ScrubMemory scrubs;
    private final LabClock clock;

    /** @param stateDirectory where it is kept when a scrub ended */
    public ZfsPoolActivities(
            LabReader labs, Transports transports, PoolSource pools, Path stateDirectory, LabClock clock) {
        this.labs = labs;
        this.transports = transports;
        this.pools = pools;
        this.scrubs = new ScrubMemory(stateDirectory);
        this.clock = clock;
    }

    @Override
    public Checks pool(PoolRef ref) {
        var lab = labs.snapshot(ref.snapshot());
        var promise = promise(lab, ref);
        return new Checks(pools.pool(ref)
                .map(pool -> List.of(
                        PoolVerdict.of(pool, promise),
                        new ScrubVerdict(pool, promise.scrubbed(), clock.now(), scrubs).verdict()))
                .orElseGet(() -> List.of(
                        PoolVerdict.missing(ref.name(), lab.lab().hypervisor().node()))));
    }

    @Override
    public Checks snapshots(PoolRef ref) {
        var lab = labs.snapshot(ref.snapshot());
        var promise = promise(lab, ref);
        try (var ssh = open(lab)) {
            var host = new ZfsCommands(ssh);
            var verdict = new DatasetVerdict(ref.name(), host.datasets(), host.snapshots(), clock.now());
            var checks = new ArrayList<BackupCheck>();
            promise.datasets().forEach((dataset, policy) -> checks.add(verdict.of(dataset, policy)));
            if (promise.sanoid()) {
                checks.add(sanoid(host, ref.name(), promise));
            }
            return new Checks(checks);
        }
    }

    /** Where there is none, that is a verdict of its own: what ZFS itself said is still worth something. */
    private static BackupCheck sanoid(ZfsCommands host, String pool, BackupPool promise) {
        try {
            return new SanoidVerdict(pool, promise.datasets().keySet())
                    .of(host.sanoid(ZfsCommands.SANOID_SNAPSHOTS), host.sanoid(ZfsCommands.SANOID_HEALTH));
        } catch (Problem e) {
            if (e.report().kind() != FailureClass.CONFIG) {
                throw e;
            }
            return BackupCheck.unknown(
                    pool,
                    SanoidVerdict.CHECK,
                    e.report().what(),
                    Objects.requireNonNullElse(e.report().remedy(), ""));
        }
    }

    private Ssh open(OpenLab lab) {
        var hypervisor = lab.lab().hypervisor();
        var access = hypervisor.ssh();
        if (access == null) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "there is no way to the hypervisor's snapshots: hypervisor.ssh is not set",
                    "lab.yaml",
                    "docs/process/snapshots.md says how to give one that can do nothing but look");
        }
        var host = Objects.requireNonNullElse(
                access.host(), hypervisor.endpoint().getHost().replaceAll("[\\[\\]]", ""));
        try (var key = lab.secrets().resolve(access.key())) {
            return transports.ssh(new Ssh.Account(host, access.port(), access.user(), access.hostKey()), key);
        }
    }

    private static BackupPool promise(OpenLab lab, PoolRef ref) {
        return Optional.ofNullable(lab.lab().backups())
                .map(backups -> backups.pools().get(ref.name()))
                .orElseThrow(
                        () -> new Problem(FailureClass.CONFIG, "the lab has no pool " + ref.name(), "lab.yaml", null));
    }
}

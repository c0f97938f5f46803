package io.homelab.workflows.backup;

import io.homelab.workflows.backup.BackupSpec.DeepSets;
import io.homelab.workflows.backup.BackupSpec.HealedSets;
import io.homelab.workflows.backup.BackupSpec.VerifiedClusters;
import io.homelab.workflows.backup.cluster.ClusterBackupActivities;
import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.backup.copies.CopyRules;
import io.homelab.workflows.backup.pool.PoolActivities;
import io.homelab.workflows.backup.pool.PoolRef;
import io.homelab.workflows.backup.pool.VerifiedPools;
import io.homelab.workflows.backup.proof.HeartbeatActivities;
import io.homelab.workflows.backup.proof.MetricsActivities;
import io.homelab.workflows.backup.proof.ProofActivities;
import io.homelab.workflows.backup.proof.ProofNews;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Backup sets of which each check says what it is told to. */
final class FakeBackups
        implements BackupActivities,
                BackupEvidenceActivities,
                BackupSnapshotActivities,
                RepositoryActivities,
                BucketActivities,
                PackAuditActivities,
                DeepCheckActivities,
                DrillActivities,
                LockActivities,
                PoolActivities,
                ProofActivities,
                HeartbeatActivities,
                MetricsActivities,
                ClusterBackupActivities,
                NoticeActivities {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Notice> notices = Collections.synchronizedList(new ArrayList<>());
    final List<BackupReport> recorded = Collections.synchronizedList(new ArrayList<>());
    final Map<String, RuntimeException> failures = new HashMap<>();
    final Map<String, BackupCheck> findings = new HashMap<>();
    final List<ProofNews> told = Collections.synchronizedList(new ArrayList<>());
    final List<BackupReport> measured = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger heartbeats = new AtomicInteger();
    final List<DeadLock> locks = Collections.synchronizedList(new ArrayList<>());
    List<String> sets = List.of("offsite", "local");
    List<String> buckets = List.of("offsite");
    List<String> heal = List.of();
    List<String> deep = List.of();
    List<ClusterScope> clusters = List.of();

    @Nullable
    VerifiedPools pools;

    @Nullable
    CopyRules copies;

    @Override
    public BackupSpec read(VerifyRequest request) {
        failing("read");
        return new BackupSpec(
                "home",
                "s1",
                true,
                sets,
                sets.stream().filter(buckets::contains).toList(),
                new HealedSets(heal),
                clusters.isEmpty() ? null : new VerifiedClusters(clusters),
                pools,
                copies,
                deep.isEmpty() ? null : new DeepSets(deep));
    }

    @Override
    public Checks check(SetRef set) {
        return seen("snapshots", set);
    }

    @Override
    public Checks locks(SetRef set) {
        return seen("locks", set);
    }

    @Override
    public Checks bucket(SetRef set) {
        return seen("bucket", set);
    }

    @Override
    public Checks content(SetRef set) {
        return seen("content", set);
    }

    @Override
    public DeadLocks find(SetRef set) {
        calls.add("dead locks of " + set.name());
        return new DeadLocks(locks);
    }

    @Override
    public LockRemoved remove(RemoveLock request) {
        var call = "remove " + request.lock().id() + " of " + request.set().name();
        calls.add(call);
        failing(call);
        return new LockRemoved(true, "removed, and seen to be gone");
    }

    @Override
    public ProofPromises promises() {
        return new ProofPromises("home", true, List.of());
    }

    @Override
    public void tell(ProofNews news) {
        told.add(news);
        failing("tell proofs");
    }

    @Override
    public MetricsWritten write(BackupReport report) {
        measured.add(report);
        failing("metrics");
        return new MetricsWritten("numbers are written");
    }

    @Override
    public HeartbeatSent send(HeartbeatRequest request) {
        heartbeats.incrementAndGet();
        failing("heartbeat");
        return new HeartbeatSent("the monitor answers 200");
    }

    @Override
    public Checks metadata(SetRef set) {
        return seen("metadata", set);
    }

    @Override
    public Planned plan(AuditRequest request) {
        var call =
                "plan" + (request.full() ? " all" : "") + " of " + request.set().name();
        calls.add(call);
        failing(call);
        return new Planned(2, 3 << 20, 40, 60 << 20, null);
    }

    @Override
    public Planned estimate(AuditRequest request) {
        var call = "estimate" + (request.full() ? " all" : "") + " of "
                + request.set().name();
        calls.add(call);
        failing(call);
        return new Planned(2, 3 << 20, 40, 60 << 20, "0.27 USD");
    }

    @Override
    public Checks audit(AuditRequest request) {
        return seen("packs", request.set());
    }

    @Override
    public Checks deep(DeepRequest request) {
        return seen("deep", request.set());
    }

    @Override
    public Checks drill(DrillRequest request) {
        return seen("restore", request.set());
    }

    @Override
    public Checks velero(SetRef cluster) {
        return seen("velero", cluster);
    }

    @Override
    public Checks volsync(SetRef cluster) {
        return seen("volsync", cluster);
    }

    @Override
    public Checks pool(PoolRef pool) {
        return seen("pool", new SetRef(pool.name(), pool.snapshot()));
    }

    @Override
    public Checks snapshots(PoolRef pool) {
        return seen("snapshots", new SetRef(pool.name(), pool.snapshot()));
    }

    private Checks seen(String check, SetRef set) {
        var call = check + " of " + set.name();
        calls.add(call);
        failing(call);
        return new Checks(List.of(findings.getOrDefault(call, BackupCheck.pass(set.name(), check, "fine"))));
    }

    private void failing(String call) {
        var failure = failures.get(call);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public EvidenceRef record(BackupReport report) {
        recorded.add(report);
        return new EvidenceRef("evidence/000001-backups.json", "dd");
    }

    @Override
    public void send(Notice notice) {
        notices.add(notice);
    }
}

package io.homelab.activities.volsync;

import io.homelab.activities.kubernetes.CustomState;
import io.homelab.lab.definition.VolumeReplication;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether every volume was replicated in time. {@code lastSyncTime} is that of the last sync that succeeded. */
public final class ReplicationVerdict {
    private static final int LINES = 5;

    private final String cluster;
    private final VolumeReplication wanted;
    private final Instant now;

    public ReplicationVerdict(String cluster, VolumeReplication wanted, Instant now) {
        this.cluster = cluster;
        this.wanted = wanted;
        this.now = now;
    }

    /** A check for each that is there, and for each that should be. */
    public List<BackupCheck> of(List<CustomState> sources) {
        var checks = new ArrayList<BackupCheck>();
        wanted.sources().stream()
                .filter(name ->
                        sources.stream().noneMatch(source -> source.path().equals(name)))
                .forEach(name -> checks.add(BackupCheck.fail(
                        cluster,
                        "replication of " + name,
                        "there is no such ReplicationSource",
                        List.of(),
                        "make it, or take it out of lab.yaml")));
        sources.forEach(source -> checks.add(look(source)));
        return checks.isEmpty()
                ? List.of(BackupCheck.fail(
                        cluster,
                        "replication",
                        "there is no ReplicationSource at all",
                        List.of(),
                        "make one, or take volsync out of backups.clusters." + cluster + " in lab.yaml"))
                : checks;
    }

    private BackupCheck look(CustomState source) {
        var check = "replication of " + source.path();
        var describe = "kubectl -n " + source.namespace() + " describe replicationsource " + source.name();
        var last = source.time("status", "lastSyncTime");
        var age = last.map(time -> Duration.between(time, now));
        var since = age.map(a -> "last synced " + Ages.text(a) + " ago").orElse("never synced");
        if (source.flag("spec", "paused")) {
            return BackupCheck.fail(cluster, check, "is paused; " + since, List.of(), "set its spec.paused to false");
        }
        if (source.text("status", "latestMoverStatus", "result").orElse("").equals("Failed")) {
            return BackupCheck.fail(
                    cluster,
                    check,
                    "the last sync failed; " + since,
                    source.text("status", "latestMoverStatus", "logs")
                            .map(logs -> logs.lines().toList().reversed().stream()
                                    .limit(LINES)
                                    .toList()
                                    .reversed())
                            .orElse(List.of()),
                    describe);
        }
        return age.isEmpty() || age.get().compareTo(wanted.within()) > 0
                ? BackupCheck.fail(
                        cluster, check, since + ", and may be " + Ages.text(wanted.within()), List.of(), describe)
                : BackupCheck.pass(
                        cluster,
                        check,
                        since
                                + source.text("status", "lastSyncDuration")
                                        .map(took -> ", took " + took)
                                        .orElse(""));
    }
}

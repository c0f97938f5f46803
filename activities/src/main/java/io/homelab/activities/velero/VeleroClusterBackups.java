package io.homelab.activities.velero;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.volsync.ReplicationVerdict;
import io.homelab.activities.volsync.VolSync;
import io.homelab.lab.definition.ClusterBackup;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.cluster.ClusterBackupActivities;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the resources of Velero and VolSync. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class VeleroClusterBackups implements ClusterBackupActivities {
    private final Clusters clusters;
    private final LabClock clock;

    public VeleroClusterBackups(Clusters clusters, LabClock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public Checks velero(SetRef cluster) {
        return clusters.with(new ClusterRef(cluster.name(), cluster.snapshot()), (lab, client) -> {
            var wanted = ClusterBackups.of(lab, cluster.name());
            return new Checks(checks(cluster.name(), wanted, client));
        });
    }

    @Override
    public Checks volsync(SetRef cluster) {
        return clusters.with(new ClusterRef(cluster.name(), cluster.snapshot()), (lab, client) -> {
            var wanted = ClusterBackups.of(lab, cluster.name()).volsync();
            return new Checks(
                    wanted == null
                            ? List.of()
                            : new ReplicationVerdict(cluster.name(), wanted, clock.now())
                                    .of(new VolSync(client, cluster.name()).sources()));
        });
    }

    private List<BackupCheck> checks(String cluster, ClusterBackup wanted, KubernetesClient client) {
        var velero = new Velero(client, cluster, wanted.namespace());
        var now = clock.now();
        var schedules = velero.named(VeleroKind.SCHEDULE);
        var backups =
                velero.list(VeleroKind.BACKUP).stream().map(VeleroBackup::new).toList();
        var locations = velero.named(VeleroKind.LOCATION);
        var checks = new ArrayList<BackupCheck>();
        var place = new LocationVerdict(cluster, now);
        for (var name : StorageLocations.used(wanted, schedules, locations)) {
            checks.add(place.of(name, Optional.ofNullable(locations.get(name))));
        }
        var schedule = new ScheduleVerdict(cluster, schedules, backups, now);
        var data = new VolumeData(client, velero);
        var volumes = new VolumeVerdict(cluster, wanted.withoutData());
        wanted.schedules().forEach((name, must) -> {
            checks.add(schedule.of(name, must));
            checks.add(schedule.backups(name, must));
            schedule.youngest(name).ifPresent(backup -> checks.add(volumes.of(name, backup, data.of(backup))));
        });
        checks.addAll(new RepositoryVerdict(cluster, now).of(velero.list(VeleroKind.REPOSITORY)));
        return checks;
    }
}

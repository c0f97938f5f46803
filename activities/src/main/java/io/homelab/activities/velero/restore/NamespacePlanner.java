package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroBackup;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.activities.velero.VolumeData;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceTask;
import io.homelab.workflows.backup.cluster.NamespacePlan;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Decides what comes back, and where; looks only. */
final class NamespacePlanner {
    private static final int RUN = 8;
    private static final int NAME = 38;

    private final KubernetesClient client;
    private final Velero velero;
    private final Instant now;

    NamespacePlanner(KubernetesClient client, Velero velero, Instant now) {
        this.client = client;
        this.velero = velero;
        this.now = now;
    }

    NamespacePlan plan(NamespaceTask task, String namespace) {
        var request = task.request();
        var cluster = task.set().name();
        var backups =
                velero.list(VeleroKind.BACKUP).stream().map(VeleroBackup::new).toList();
        var backup = new BackupChoice(cluster, backups).of(request, namespace);
        var name = "homelab-" + (request.where() == Where.DRILL ? "drill" : "restore") + "-" + shortened(namespace)
                + "-" + run(task.run());
        var target =
                switch (request.where()) {
                    case DRILL -> name;
                    case BESIDE -> Objects.requireNonNull(request.to());
                    case IN_PLACE -> namespace;
                };
        if (request.where() == Where.BESIDE
                && client.namespaces().withName(target).get() != null) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "namespace " + target + " is there already",
                    "cluster " + cluster,
                    "choose a name that nothing has: --to; or --in-place, which leaves what is there");
        }
        if (request.where() != Where.IN_PLACE) {
            refuseKept(backup, namespace);
        }
        return new NamespacePlan(
                request.where(),
                cluster,
                backup.name(),
                backup.when(),
                Duration.between(backup.when(), now),
                namespace,
                target,
                name,
                request.where() == Where.IN_PLACE ? List.of() : Brought.KINDS);
    }

    /**
     * Velero brings a volume without data back as it is when nobody would remove it with its claim: the copy would be given the
     * living one's.
     */
    private void refuseKept(VeleroBackup backup, String namespace) {
        var kept = new VolumeData(client, velero)
                .of(backup).bare().stream()
                        .filter(VolumeData.Bare::kept)
                        .filter(bare -> bare.claim().startsWith(namespace + "/"))
                        .map(VolumeData.Bare::claim)
                        .toList();
        if (!kept.isEmpty()) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "backup " + backup.name() + " holds no data of " + String.join(", ", kept)
                            + ", whose volume outlives its claim: the copy would share it with what lives",
                    "namespace " + namespace,
                    "have its data backed up, or take the namespace out of drill.namespaces");
        }
    }

    private static String shortened(String namespace) {
        return namespace.substring(0, Math.min(NAME, namespace.length())).replaceFirst("-+$", "");
    }

    /** The part of it that no other run has. */
    private static String run(String run) {
        var id = run.substring(run.indexOf('/') + 1);
        return id.substring(0, Math.min(RUN, id.length()));
    }
}

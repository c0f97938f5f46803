package io.homelab.activities.velero.install;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.ObjectBucket;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.velero.ClusterBackups;
import io.homelab.activities.velero.Velero;
import io.homelab.lab.definition.ClusterBackup;
import io.homelab.lab.definition.S3Place;
import io.homelab.lab.definition.VeleroStorage;
import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.backup.install.BackupInstallActivities;
import io.homelab.workflows.backup.install.InstallRequest;
import io.homelab.workflows.backup.install.InstallSpec;
import io.homelab.workflows.backup.install.InstallWork;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.activity.Activity;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Has Velero and VolSync of a cluster find their buckets. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class VeleroInstall implements BackupInstallActivities {
    /** Below what the run gives the activity, so that it is said what was waited for. */
    private static final Duration LONGEST = Duration.ofHours(11);

    private final LabReader labs;
    private final Clusters clusters;
    private final Transports transports;

    public VeleroInstall(LabReader labs, Clusters clusters, Transports transports) {
        this.labs = labs;
        this.clusters = clusters;
        this.transports = transports;
    }

    @Override
    public InstallSpec read(InstallRequest request) {
        var file = labs.take(request.labDigest());
        var lab = labs.snapshot(file.digest());
        var wanted = request.only().isEmpty() ? stored(lab) : request.only();
        if (wanted.isEmpty()) {
            throw bare("no cluster's backups have a storage", "lab.yaml backups.clusters");
        }
        return new InstallSpec(
                lab.lab().name(),
                file.digest(),
                lab.lab().simulated(),
                wanted.stream().map(name -> scope(lab, name)).toList());
    }

    private static List<String> stored(OpenLab lab) {
        var backups = lab.lab().backups();
        return backups == null
                ? List.of()
                : backups.clusters().entrySet().stream()
                        .filter(cluster -> cluster.getValue().storage() != null)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private static ClusterScope scope(OpenLab lab, String cluster) {
        var backup = ClusterBackups.of(lab, cluster);
        stored(backup, cluster);
        return new ClusterScope(cluster, backup.volsync() != null, false);
    }

    @Override
    public Outcome storage(InstallWork work) {
        var lab = labs.snapshot(work.cluster().snapshot());
        var wanted = ClusterBackups.of(lab, work.cluster().name());
        var storage = stored(wanted, work.cluster().name());
        var words = new LinkedHashSet<String>(); // one bucket may serve many
        words.add(probe(lab, storage));
        if (wanted.volsync() != null) {
            wanted.volsync().repositories().values().forEach(each -> words.add(probe(lab, each)));
        }
        return Outcome.unchanged(String.join(", ", words) + (words.size() == 1 ? " answers" : " answer"));
    }

    private String probe(OpenLab lab, S3Place place) {
        var where = place.bucket();
        Await.beat("asks bucket " + where.bucket());
        var address = new ObjectBucket.Address(where.endpoint(), place.region(), where.bucket());
        try (var access = lab.secrets().resolve(place.accessKey());
                var secret = lab.secrets().resolve(place.secretKey());
                var bucket =
                        transports.bucket(address, new ObjectBucket.Keys(access, secret), lab.trust(place.ca()), 1)) {
            bucket.probe(where.prefix().isEmpty() ? "" : where.prefix() + "/");
        }
        return "bucket " + where.bucket();
    }

    @Override
    public Outcome keys(InstallWork work) {
        return with(work, (lab, client) -> {
            var cluster = work.cluster().name();
            var wanted = ClusterBackups.of(lab, cluster);
            var secrets = new KeySecrets(lab, cluster);
            return new Keys(client, secrets, work.dryRun()).put(secrets.of(wanted, stored(wanted, cluster)));
        });
    }

    @Override
    public Outcome velero(InstallWork work) {
        var lab = labs.snapshot(work.cluster().snapshot());
        var cluster = work.cluster().name();
        var waits = lab.waits(cluster);
        var seen = Await.upTo(waits.sync(), waits.clusterProbe())
                .<String>until("Velero of " + cluster, () -> with(work, (_, client) -> ready(lab, cluster, client)));
        return new Outcome(false, seen.value(), seen.waited(), Map.of());
    }

    private static Seen<String> ready(OpenLab lab, String cluster, KubernetesClient client) {
        var wanted = ClusterBackups.of(lab, cluster);
        var velero = new Velero(client, cluster, wanted.namespace());
        try {
            return new Readiness(client, velero, wanted, stored(wanted, cluster).bucket()).look();
        } catch (Velero.NotInstalled e) {
            if (lab.lab().gitops() == null) {
                throw e;
            }
            return Seen.missing(e.report().what()); // ArgoCD may be about to bring it
        }
    }

    @Override
    public Outcome firstBackups(InstallWork work) {
        var lab = labs.snapshot(work.cluster().snapshot());
        var cluster = work.cluster().name();
        var wanted = ClusterBackups.of(lab, cluster);
        var bare = velero(
                work, wanted, v -> FirstBackups.without(v, wanted.schedules().keySet()));
        var info = Activity.getExecutionContext().getInfo();
        var first = new FirstBackups(work.run() + "/" + info.getActivityId());
        var probe = ClusterBackups.drill(lab, cluster).probe();
        var taken = new ArrayList<String>();
        var waited = Duration.ZERO;
        for (var schedule : bare) {
            velero(work, wanted, v -> {
                first.begin(v, schedule);
                return true;
            });
            var seen = Await.upTo(LONGEST, probe)
                    .<String>until(
                            "backup " + first.name(schedule), () -> velero(work, wanted, v -> first.look(v, schedule)));
            taken.add(seen.value());
            waited = waited.plus(seen.waited());
        }
        return taken.isEmpty()
                ? Outcome.unchanged("each schedule has a complete backup")
                : Outcome.changed("took " + String.join("; ", taken), waited);
    }

    private <T> T velero(InstallWork work, ClusterBackup wanted, Function<Velero, T> task) {
        var cluster = work.cluster().name();
        return with(work, (_, client) -> task.apply(new Velero(client, cluster, wanted.namespace())));
    }

    private <T> T with(InstallWork work, BiFunction<OpenLab, KubernetesClient, T> task) {
        return clusters.with(
                new ClusterRef(work.cluster().name(), work.cluster().snapshot()), task);
    }

    private static VeleroStorage stored(ClusterBackup backup, String cluster) {
        if (backup.storage() == null) {
            throw bare("the backups of " + cluster + " have no storage", "lab.yaml backups.clusters." + cluster);
        }
        return backup.storage();
    }

    private static Problem bare(String what, String where) {
        return new Problem(
                FailureClass.CONFIG, what, where, "say where Velero keeps them: storage, as in lab.example.yaml");
    }
}

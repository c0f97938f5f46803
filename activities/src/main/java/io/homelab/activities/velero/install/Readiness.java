package io.homelab.activities.velero.install;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.kubernetes.CustomState;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.StorageLocations;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.lab.definition.ClusterBackup;
import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.workflows.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether Velero of a cluster runs, has taken its schedules, and reaches the bucket that the lab file means. */
final class Readiness {
    private static final String NAME = "velero";
    private static final String NODE_AGENT = "node-agent";

    private final KubernetesClient client;
    private final Velero velero;
    private final ClusterBackup wanted;
    private final Kind.Bucket bucket;

    Readiness(KubernetesClient client, Velero velero, ClusterBackup wanted, Kind.Bucket bucket) {
        this.client = client;
        this.velero = velero;
        this.wanted = wanted;
        this.bucket = bucket;
    }

    /** CONFIG when it is not installed, or keeps its backups elsewhere: waiting helps neither. */
    Seen<String> look() {
        var locations = velero.named(VeleroKind.LOCATION);
        var schedules = velero.named(VeleroKind.SCHEDULE);
        var used = StorageLocations.used(wanted, schedules, locations);
        var missing = new ArrayList<String>();
        server().ifPresent(missing::add);
        nodes().ifPresent(missing::add);
        for (var name : wanted.schedules().keySet()) {
            schedule(name, schedules).ifPresent(missing::add);
        }
        for (var name : used) {
            location(name, locations).ifPresent(missing::add);
        }
        return missing.isEmpty()
                ? Seen.there("Velero reaches bucket " + bucket.bucket() + ", and has taken "
                        + String.join(", ", wanted.schedules().keySet()))
                : Seen.missing(String.join("; ", missing));
    }

    private Optional<String> server() {
        var deployment = client.apps()
                .deployments()
                .inNamespace(wanted.namespace())
                .withName(NAME)
                .get();
        if (deployment == null) {
            return Optional.of("there is no Deployment velero");
        }
        var status = deployment.getStatus();
        boolean ready = status != null && status.getReadyReplicas() != null && status.getReadyReplicas() > 0;
        return ready ? Optional.empty() : Optional.of("Deployment velero has no pod that is ready");
    }

    /** Whoever has none reads no volumes file by file; that claims are without data is then a finding. */
    private Optional<String> nodes() {
        var agents = client.apps()
                .daemonSets()
                .inNamespace(wanted.namespace())
                .withName(NODE_AGENT)
                .get();
        if (agents == null) {
            return Optional.empty();
        }
        var status = agents.getStatus();
        int desired = status == null ? 0 : count(status.getDesiredNumberScheduled());
        int ready = status == null ? 0 : count(status.getNumberReady());
        return desired > 0 && ready >= desired
                ? Optional.empty()
                : Optional.of("DaemonSet node-agent has " + ready + " of " + desired + " pods ready");
    }

    /** The API server leaves out what it has not counted yet. */
    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static Optional<String> schedule(String name, Map<String, CustomState> schedules) {
        var schedule = schedules.get(name);
        if (schedule == null) {
            return Optional.of("there is no Schedule " + name);
        }
        var phase = schedule.text("status", "phase").orElse("New");
        return phase.equals("Enabled")
                ? Optional.empty()
                : Optional.of(
                        "Schedule " + name + " is " + phase + because(schedule.texts("status", "validationErrors")));
    }

    private Optional<String> location(String name, Map<String, CustomState> locations) {
        var location = locations.get(name);
        if (location == null) {
            return Optional.of("there is no BackupStorageLocation " + name);
        }
        elsewhere(location);
        var phase = location.text("status", "phase").orElse("not looked at yet");
        return phase.equals("Available")
                ? Optional.empty()
                : Optional.of("BackupStorageLocation " + name + " is " + phase
                        + because(location.text("status", "message").stream().toList()));
    }

    private void elsewhere(CustomState location) {
        must(location, bucket.bucket(), "spec.objectStorage.bucket", "spec", "objectStorage", "bucket");
        must(location, bucket.prefix(), "spec.objectStorage.prefix", "spec", "objectStorage", "prefix");
        must(location, bucket.endpoint().toString(), "spec.config.s3Url", "spec", "config", "s3Url");
    }

    private void must(CustomState location, String meant, String field, Object... path) {
        var said = trimmed(location.text(path).orElse(""));
        if (!said.equals(trimmed(meant))) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "Velero keeps its backups elsewhere: " + field + " of BackupStorageLocation " + location.name()
                            + " is " + (said.isEmpty() ? "not set" : said) + ", and the lab file means "
                            + (meant.isEmpty() ? "none" : meant),
                    "velero of " + location.path(),
                    "correct it where Velero comes from (kubernetes/base/1-storage/velero), or storage.location in"
                            + " lab.yaml");
        }
    }

    private static String trimmed(String text) {
        return text.replaceAll("^/+|/+$", "");
    }

    private static String because(List<String> words) {
        return words.isEmpty() ? "" : ": " + String.join("; ", words);
    }
}

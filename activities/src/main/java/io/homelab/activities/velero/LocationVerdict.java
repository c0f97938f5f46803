package io.homelab.activities.velero;

import io.homelab.activities.kubernetes.CustomState;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether Velero reaches where it keeps backups. It asks once a minute unless told otherwise. */
final class LocationVerdict {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int MISSED = 3;

    private final String cluster;
    private final Instant now;

    LocationVerdict(String cluster, Instant now) {
        this.cluster = cluster;
        this.now = now;
    }

    BackupCheck of(String name, Optional<CustomState> location) {
        var check = "storage location " + name;
        if (location.isEmpty()) {
            return BackupCheck.fail(
                    cluster, check, "there is none of that name", List.of(), "velero backup-location create " + name);
        }
        var state = location.get();
        var phase = state.text("status", "phase").orElse("not looked at yet");
        if (!phase.equals("Available")) {
            return BackupCheck.fail(
                    cluster,
                    check,
                    phase + state.text("status", "message").map(m -> ": " + m).orElse(""),
                    List.of(),
                    "correct its bucket, endpoint or keys: kubectl -n " + state.namespace()
                            + " describe backupstoragelocation " + name);
        }
        if (state.text("spec", "accessMode").orElse("").equals("ReadOnly")) {
            return BackupCheck.fail(
                    cluster,
                    check,
                    "is ReadOnly: nothing is backed up into it",
                    List.of(),
                    "set its accessMode to ReadWrite");
        }
        return looked(check, state);
    }

    private BackupCheck looked(String check, CustomState state) {
        var bucket = "bucket " + state.text("spec", "objectStorage", "bucket").orElse("(none)");
        var every = GoDurations.parse(state.text("spec", "validationFrequency").orElse("1m"));
        if (every.isZero()) {
            return BackupCheck.pass(cluster, check, "Available, " + bucket + "; Velero is told never to look again");
        }
        var last = state.time("status", "lastValidationTime");
        var age = last.map(time -> Duration.between(time, now));
        var limit = every.multipliedBy(MISSED).compareTo(PATIENCE) > 0 ? every.multipliedBy(MISSED) : PATIENCE;
        if (age.isEmpty() || age.get().compareTo(limit) > 0) {
            return BackupCheck.fail(
                    cluster,
                    check,
                    "Available, but Velero looked "
                            + age.map(a -> Ages.text(a) + " ago").orElse("never"),
                    List.of(),
                    "see whether Velero runs: kubectl -n " + state.namespace() + " get pods");
        }
        return BackupCheck.pass(cluster, check, "Available " + Ages.text(age.get()) + " ago, " + bucket);
    }
}

package io.homelab.activities.velero.install;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroBackup;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.workflows.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backup of each schedule that has no complete one. What guards the write: its name is the attempt's own, so that it is made once
 * however often the worker dies, and again when a person asks again.
 */
final class FirstBackups {
    private static final int SHORT = 8;

    private final String attempt;

    /** @param attempt the same for all attempts of one activity, and no other */
    FirstBackups(String attempt) {
        this.attempt = Sha256.of(attempt).substring(0, SHORT);
    }

    String name(String schedule) {
        return schedule + "-homelab-" + attempt;
    }

    /** Those of the schedules that have no complete backup. */
    static List<String> without(Velero velero, Iterable<String> schedules) {
        var backups =
                velero.list(VeleroKind.BACKUP).stream().map(VeleroBackup::new).toList();
        var bare = new ArrayList<String>();
        for (var schedule : schedules) {
            if (backups.stream()
                    .noneMatch(backup -> backup.complete()
                            && backup.schedule().filter(schedule::equals).isPresent())) {
                bare.add(schedule);
            }
        }
        return bare;
    }

    /** Has Velero begin it, as `velero backup create --from-schedule` does: the template and labels of the schedule. */
    void begin(Velero velero, String schedule) {
        var state = velero.find(VeleroKind.SCHEDULE, schedule)
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "there is no Schedule " + schedule,
                        "velero",
                        "see whether somebody removes it"));
        if (!(state.resource().get("spec", "template") instanceof Map<?, ?> template)) {
            throw new Problem(
                    FailureClass.CONFIG, "Schedule " + schedule + " has no template", "velero", "correct it in Git");
        }
        var spec = new TreeMap<String, Object>();
        template.forEach((key, value) -> spec.put(String.valueOf(key), value));
        velero.ensure(VeleroKind.BACKUP, name(schedule), Map.of(Velero.SCHEDULE, schedule), Map.of(), spec);
    }

    /** Whether it has ended well. */
    Seen<String> look(Velero velero, String schedule) {
        var name = name(schedule);
        var backup = velero.find(VeleroKind.BACKUP, name).map(VeleroBackup::new);
        if (backup.isEmpty()) {
            throw ended(name, "is gone", List.of());
        }
        if (!backup.get().ended()) {
            var state = backup.get().state();
            return Seen.missing("backup " + name + " is " + backup.get().phase() + ", "
                    + state.number("status", "progress", "itemsBackedUp") + " of "
                    + state.number("status", "progress", "totalItems") + " items");
        }
        if (!backup.get().complete()) {
            throw ended(name, "is " + backup.get().phase(), backup.get().reasons());
        }
        return Seen.there(name + ", " + backup.get().state().number("status", "progress", "itemsBackedUp") + " items");
    }

    private static Problem ended(String name, String how, List<String> reasons) {
        return new Problem(
                FailureClass.CONFIG,
                "backup " + name + " " + how + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)),
                "velero",
                "velero backup describe " + name + " --details, and velero backup logs " + name
                        + "; a retry takes another");
    }
}

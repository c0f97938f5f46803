package io.homelab.activities.velero;

import io.homelab.activities.kubernetes.CustomState;
import io.homelab.lab.definition.VeleroSchedule;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a schedule makes backups, and whether the last one is whole and young enough. */
final class ScheduleVerdict {
    private final String cluster;
    private final Map<String, CustomState> schedules;
    private final List<VeleroBackup> backups;
    private final Instant now;

    ScheduleVerdict(String cluster, Map<String, CustomState> schedules, List<VeleroBackup> backups, Instant now) {
        this.cluster = cluster;
        this.schedules = Map.copyOf(schedules);
        this.backups = List.copyOf(backups);
        this.now = now;
    }

    /** The schedule itself. */
    BackupCheck of(String name, VeleroSchedule wanted) {
        var check = "schedule " + name;
        var state = schedules.get(name);
        if (state == null) {
            return fail(
                    check,
                    "there is none of that name; there " + (schedules.isEmpty() ? "is none at all" : "are: " + names()),
                    "velero schedule create " + name + ", or correct it in lab.yaml");
        }
        if (state.flag("spec", "paused")) {
            return fail(check, "is paused", "velero schedule unpause " + name);
        }
        var phase = state.text("status", "phase").orElse("New");
        if (!phase.equals("Enabled")) {
            var errors = state.texts("status", "validationErrors");
            return fail(
                    check,
                    phase + (errors.isEmpty() ? ": Velero has not looked at it" : ": " + String.join("; ", errors)),
                    "kubectl -n " + state.namespace() + " describe schedules.velero.io " + name);
        }
        var missing = wanted.namespaces().stream()
                .filter(namespace -> !VeleroBackup.holds(state, new Object[] {"spec", "template"}, namespace))
                .toList();
        if (!missing.isEmpty()) {
            return fail(
                    check,
                    "leaves out " + String.join(", ", missing),
                    "put them into its template, or take them out of lab.yaml");
        }
        return BackupCheck.pass(
                cluster, check, "Enabled, " + state.text("spec", "schedule").orElse("without a time"));
    }

    /** Its last backups. */
    BackupCheck backups(String name, VeleroSchedule wanted) {
        var check = "backups of " + name;
        var ended = of(name).filter(VeleroBackup::ended).toList();
        var whole = youngest(name);
        if (whole.isEmpty()) {
            return fail(
                    check,
                    ended.isEmpty()
                            ? "there is none"
                            : "none of " + ended.size() + " is complete; the last, " + trouble(ended.getLast()),
                    ended.isEmpty()
                            ? "velero backup create --from-schedule " + name + ", and see why it has made none"
                            : remedy(ended.getLast()));
        }
        var backup = whole.get();
        var age = Duration.between(backup.when(), now);
        var seen = backup.name() + " is complete and " + Ages.text(age) + " old";
        if (!ended.getLast().equals(backup)) {
            return fail(check, "the last, " + trouble(ended.getLast()) + "; " + seen, remedy(ended.getLast()));
        }
        if (age.compareTo(wanted.within()) > 0) {
            return fail(
                    check,
                    "the youngest, " + seen + ", and may be " + Ages.text(wanted.within()),
                    "see why " + name + " has made none since: velero schedule describe " + name);
        }
        return content(check, backup, seen, wanted);
    }

    private BackupCheck content(String check, VeleroBackup backup, String seen, VeleroSchedule wanted) {
        var findings = new ArrayList<String>();
        wanted.namespaces().stream()
                .filter(namespace -> !backup.holds(namespace))
                .forEach(namespace -> findings.add("leaves out " + namespace));
        backup.expires()
                .filter(end -> end.isBefore(now))
                .ifPresent(end -> findings.add("has expired, and may be gone any minute"));
        long failed = backup.state().number("status", "hookStatus", "hooksFailed");
        if (failed > 0) {
            findings.add(failed + " of " + backup.state().number("status", "hookStatus", "hooksAttempted")
                    + " hooks failed, so what an application was writing may be torn");
        }
        return findings.isEmpty()
                ? BackupCheck.pass(cluster, check, seen + ", " + items(backup))
                : BackupCheck.fail(
                        cluster,
                        check,
                        backup.name() + " " + findings.getFirst(),
                        findings,
                        "velero backup describe " + backup.name() + " --details");
    }

    /** The youngest backup of a schedule that is whole. */
    Optional<VeleroBackup> youngest(String name) {
        return of(name).filter(VeleroBackup::complete).reduce((one, next) -> next);
    }

    private Stream<VeleroBackup> of(String name) {
        return backups.stream()
                .filter(backup -> backup.schedule().filter(name::equals).isPresent())
                .sorted(Comparator.comparing(VeleroBackup::when));
    }

    private static String trouble(VeleroBackup backup) {
        var words = new ArrayList<>(backup.reasons());
        if (backup.errors() > 0) {
            words.add(backup.errors() + (backup.errors() == 1 ? " error" : " errors"));
        }
        return backup.name() + ", is " + backup.phase() + (words.isEmpty() ? "" : ": " + String.join("; ", words));
    }

    private static String remedy(VeleroBackup backup) {
        return "velero backup describe " + backup.name() + " --details, and velero backup logs " + backup.name();
    }

    private static String items(VeleroBackup backup) {
        long items = backup.state().number("status", "progress", "itemsBackedUp");
        long warnings = backup.state().number("status", "warnings");
        return items
                + (items == 1 ? " item" : " items")
                + (warnings == 0 ? "" : ", " + warnings + (warnings == 1 ? " warning" : " warnings"));
    }

    private String names() {
        return String.join(", ", schedules.keySet().stream().sorted().toList());
    }

    private BackupCheck fail(String check, String seen, String remedy) {
        return BackupCheck.fail(cluster, check, seen, List.of(), remedy);
    }
}

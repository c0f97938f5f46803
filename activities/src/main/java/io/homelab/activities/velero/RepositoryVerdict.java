package io.homelab.activities.velero;

import io.homelab.activities.kubernetes.CustomState;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether the repositories of volumes' data are kept in order; one that is Ready may not have been tended to for weeks. */
final class RepositoryVerdict {
    private static final Duration PATIENCE = Duration.ofDays(2);
    private static final int MISSED = 3;

    private final String cluster;
    private final Instant now;

    RepositoryVerdict(String cluster, Instant now) {
        this.cluster = cluster;
        this.now = now;
    }

    /** Nothing when there is none, as without data of volumes. */
    List<BackupCheck> of(List<CustomState> repositories) {
        if (repositories.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<String>();
        repositories.forEach(repository -> look(repository, findings));
        var many = repositories.size() + (repositories.size() == 1 ? " is" : " are");
        return List.of(
                findings.isEmpty()
                        ? BackupCheck.pass(cluster, "volume repositories", many + " Ready and tended to")
                        : BackupCheck.fail(
                                cluster,
                                "volume repositories",
                                findings.getFirst(),
                                findings,
                                "kubectl -n " + repositories.getFirst().namespace()
                                        + " describe backuprepositories; the logs of its maintenance jobs say more"));
    }

    private void look(CustomState repository, List<String> findings) {
        var phase = repository.text("status", "phase").orElse("New");
        if (!phase.equals("Ready")) {
            findings.add(repository.name() + " is " + phase
                    + repository.text("status", "message").map(m -> ": " + m).orElse(""));
            return;
        }
        var every = GoDurations.parse(
                repository.text("spec", "maintenanceFrequency").orElse("1h"));
        var limit = every.multipliedBy(MISSED).compareTo(PATIENCE) > 0 ? every.multipliedBy(MISSED) : PATIENCE;
        // It is tended to for the first time when it is made.
        var last = repository.time("status", "lastMaintenanceTime").or(repository::created);
        var age = last.map(time -> Duration.between(time, now));
        if (age.isEmpty() || age.get().compareTo(limit) > 0) {
            findings.add(repository.name() + " is Ready, and was last tended to "
                    + age.map(a -> Ages.text(a) + " ago").orElse("at no time that is known") + failed(repository));
        }
    }

    private static String failed(CustomState repository) {
        return repository.maps("status", "recentMaintenance").stream()
                .filter(run -> "Failed".equals(run.get("result")))
                .reduce((one, next) -> next)
                .map(run -> "; the last try: " + run.get("message"))
                .orElse("");
    }
}

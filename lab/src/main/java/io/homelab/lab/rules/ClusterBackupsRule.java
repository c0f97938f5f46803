package io.homelab.lab.rules;

import io.homelab.lab.definition.Backups;
import io.homelab.lab.definition.ClusterBackup;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.NamespaceDrill;
import io.homelab.lab.schema.Paths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is proved of clusters is of clusters that there are, by names that nothing else has. */
final class ClusterBackupsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        var backups = view.lab().backups();
        if (backups != null) {
            var places = new Unique();
            backups.clusters().forEach((name, backup) -> {
                var path = Paths.field("backups.clusters", name);
                named(path, name, backups, view, findings);
                positive(path, backup, findings);
                drill(path + ".drill", backup.drill(), findings);
                places(path, backup, places);
            });
            findings.addAll(places.findings());
        }
        return findings;
    }

    private static void named(String path, String name, Backups backups, LabView view, List<Finding> findings) {
        if (view.lab().cluster(name).isEmpty()) {
            findings.add(Finding.error(path, "there is no such cluster")
                    .allowed(String.join(", ", view.lab().clusters().keySet())));
        }
        if (backups.sets().containsKey(name)) {
            findings.add(Finding.error(path, name + " is already taken by backups.sets." + name));
        }
        if (backups.pools().containsKey(name)) {
            findings.add(Finding.error(path, name + " is already taken by backups.pools." + name));
        }
    }

    private static void positive(String path, ClusterBackup backup, List<Finding> findings) {
        backup.schedules()
                .forEach((name, schedule) ->
                        longer(Paths.field(path + ".schedules", name) + ".within", schedule.within(), findings));
        if (backup.volsync() != null) {
            longer(path + ".volsync.within", backup.volsync().within(), findings);
        }
        if (backup.proof() != null) {
            longer(path + ".proof.within", backup.proof().within(), findings);
        }
    }

    /** Velero brings whatever it finds in its part of a bucket into its cluster, and removes what has expired: no two may share one. */
    private static void places(String path, ClusterBackup backup, Unique places) {
        if (backup.storage() != null) {
            places.take(path + ".storage.location", backup.storage().location().text());
        }
        if (backup.volsync() != null) {
            backup.volsync()
                    .repositories()
                    .forEach((secret, repository) -> places.take(
                            Paths.field(path + ".volsync.repositories", secret) + ".repository",
                            repository.repository().text()));
        }
    }

    private static void drill(String path, NamespaceDrill drill, List<Finding> findings) {
        longer(path + ".restore", drill.restore(), findings);
        longer(path + ".ready", drill.ready(), findings);
        longer(path + ".probe", drill.probe(), findings);
        for (int i = 0; i < drill.probes().size(); i++) {
            drilled(Paths.item(path + ".probes", i), drill.probes().get(i).namespace(), drill, findings);
        }
        for (int i = 0; i < drill.commands().size(); i++) {
            drilled(Paths.item(path + ".commands", i), drill.commands().get(i).namespace(), drill, findings);
        }
    }

    private static void drilled(String path, String namespace, NamespaceDrill drill, List<Finding> findings) {
        if (!drill.namespaces().contains(namespace)) {
            findings.add(Finding.error(path + ".namespace", "is not one of the drilled namespaces")
                    .allowed(String.join(", ", drill.namespaces())));
        }
    }

    private static void longer(String path, Duration length, List<Finding> findings) {
        if (!length.isPositive()) {
            findings.add(Finding.error(path, "must be longer than zero"));
        }
    }
}

package io.homelab.lab.rules;

import io.homelab.lab.definition.BackupSet;
import io.homelab.lab.definition.BackupSource;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.LockHealing;
import io.homelab.lab.definition.PackAudit;
import io.homelab.lab.schema.Paths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A backup set can be opened, says what must be in it, and can be read within the time that it is given. */
final class BackupsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        var backups = view.lab().backups();
        if (backups != null) {
            if (backups.names().isEmpty()) {
                findings.add(Finding.error("backups", "must have sets, clusters or pools"));
            }
            var places = new Unique();
            backups.sets().forEach((name, set) -> {
                var path = "backups.sets." + name;
                places.take(path + ".repository", set.repository().text());
                findings.addAll(RepositoryAccess.check(path, set));
                sources(path, set, findings);
                audit(path + ".audit", set.audit(), findings);
                locks(path + ".locks", set.locks(), findings);
                if (set.proof() != null && !set.proof().within().isPositive()) {
                    findings.add(Finding.error(path + ".proof.within", "must be longer than zero"));
                }
            });
            findings.addAll(places.findings());
        }
        return findings;
    }

    private static void sources(String path, BackupSet set, List<Finding> findings) {
        for (int i = 0; i < set.sources().size(); i++) {
            var source = set.sources().get(i);
            var where = Paths.item(path + ".sources", i);
            if (source.host() == null && source.paths().isEmpty() && source.tag() == null) {
                findings.add(Finding.error(where, "must have a host, paths or a tag"));
            }
            if (!source.within().isPositive()) {
                findings.add(Finding.error(where + ".within", "must be longer than zero"));
            }
            if (source.local() && (source.host() == null || source.paths().isEmpty())) {
                findings.add(Finding.error(where, "must have a host and paths to be backed up from here"));
            }
            canary(where, source, findings);
        }
    }

    private static void canary(String where, BackupSource source, List<Finding> findings) {
        if (source.canary() == null) {
            return;
        }
        var canary = Path.of(source.canary());
        if (!canary.equals(canary.normalize())) {
            findings.add(Finding.error(where + ".canary", "must have no . and no .. in it"));
        } else if (!source.paths().isEmpty() && source.paths().stream().noneMatch(canary::startsWith)) {
            findings.add(Finding.error(where + ".canary", "must be below one of the paths, or no backup has it"));
        }
    }

    private static void audit(String path, PackAudit audit, List<Finding> findings) {
        if (!audit.interval().isPositive()) {
            findings.add(Finding.error(path + ".interval", "must be longer than zero"));
        } else if (audit.within().compareTo(audit.interval()) < 0) {
            findings.add(Finding.error(path + ".within", "must be at least one interval long"));
        } else if (audit.spare() >= audit.within().dividedBy(audit.interval())) {
            findings.add(Finding.error(
                    path + ".spare",
                    "must be fewer than the " + audit.within().dividedBy(audit.interval()) + " intervals of within"));
        }
        if (audit.deep() != null && !audit.deep().every().isPositive()) {
            findings.add(Finding.error(path + ".deep.every", "must be longer than zero"));
        }
    }

    /** Whoever is as young as that is alive to restic itself. */
    private static void locks(String path, LockHealing locks, List<Finding> findings) {
        if (locks.after().compareTo(LockHealing.LEAST) < 0) {
            findings.add(Finding.error(path + ".after", "must be at least 30m: a holder is heard of so seldom"));
        }
        if (locks.otherHostsAfter().compareTo(locks.after()) < 0) {
            findings.add(Finding.error(path + ".otherHostsAfter", "must be at least as long as after"));
        }
    }
}

package io.homelab.lab.rules;

import io.homelab.lab.definition.BackupPool;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.schema.Paths;
import java.util.ArrayList;
import java.util.List;

/** A pool is called like no set, holds the datasets that it names, and promises something that can be kept. */
final class BackupPoolsRule implements Rule {
    private static final String POOLS = "backups.pools";

    @Override
    public List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        var backups = view.lab().backups();
        if (backups == null) {
            return findings;
        }
        backups.pools().forEach((name, pool) -> {
            var path = Paths.field(POOLS, name);
            if (backups.sets().containsKey(name)) {
                findings.add(Finding.error(path, name + " is already taken by backups.sets." + name)
                        .suggest("call the set otherwise: --set and reports have nothing but the name"));
            }
            if (!pool.scrubbed().isPositive()) {
                findings.add(Finding.error(path + ".scrubbed", "must be longer than zero"));
            }
            if (pool.proof() != null && !pool.proof().within().isPositive()) {
                findings.add(Finding.error(path + ".proof.within", "must be longer than zero"));
            }
            datasets(path, name, pool, findings);
        });
        return findings;
    }

    private static void datasets(String path, String name, BackupPool pool, List<Finding> findings) {
        pool.datasets().forEach((dataset, policy) -> {
            var where = Paths.field(path + ".datasets", dataset);
            if (!dataset.equals(name) && !dataset.startsWith(name + "/")) {
                findings.add(Finding.error(where, "no dataset of the pool " + name)
                        .allowed(name + " and what is below " + name + "/"));
            }
            policy.kinds().forEach((kind, within) -> {
                if (!within.isPositive()) {
                    findings.add(Finding.error(where + "." + kind, "must be longer than zero"));
                }
            });
        });
    }
}

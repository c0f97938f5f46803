package io.homelab.activities.talos;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.workflows.hypervisor.OrphanReport.Orphan;
import java.util.HashSet;
import java.util.List;

/** Finds secrets of clusters that the lab file no longer has; reads their names only. */
public final class SecretOrphans {
    private SecretOrphans() {}

    /** Those of one lab. */
    public static List<Orphan> find(OpenLab lab) {
        var used = new HashSet<String>();
        lab.lab().clusters().keySet().forEach(cluster -> used.addAll(SecretNames.all(cluster)));
        return lab.secrets().names().stream()
                .filter(name -> SecretNames.isOfACluster(name) && !used.contains(name))
                .map(name -> new Orphan(
                        "secret/" + name,
                        "secret store",
                        "a secret of a cluster that the lab file does not have",
                        "when nothing of that cluster runs any more, remove secrets/" + name + ".age"))
                .toList();
    }
}

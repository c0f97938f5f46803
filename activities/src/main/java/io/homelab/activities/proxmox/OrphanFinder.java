package io.homelab.activities.proxmox;

import io.homelab.workflows.hypervisor.OrphanReport.Orphan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Finds machines and images that are ours and that no cluster of the lab file uses; looks only. */
public final class OrphanFinder {
    private final Hypervisors hypervisors;

    public OrphanFinder(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    /** Those of a snapshot of the lab file. */
    public List<Orphan> find(String snapshot) {
        var hypervisor = hypervisors.open(snapshot);
        var orphans = new ArrayList<Orphan>();
        var named = new HashSet<String>();
        var images = new HashSet<String>();
        for (var cluster : hypervisor.lab().lab().clusters().keySet()) {
            images.add(ImageNames.volume(hypervisor.lab(), cluster));
            hypervisor.lab().cluster(cluster).nodes().forEach(n -> named.add(Ownership.address(cluster, n.name())));
        }
        for (var machine : hypervisor.finder().look().below("cluster/")) {
            if (!named.contains(machine.address())) {
                orphans.add(machine(machine));
            }
        }
        var storage = hypervisor.lab().lab().hypervisor().storage().images();
        hypervisor.client().volumes(hypervisor.node(), storage, "iso").stream()
                .filter(v -> ImageNames.looksOurs(v.volid(), storage) && !images.contains(v.volid()))
                .forEach(v -> orphans.add(new Orphan(
                        "image/" + v.volid().replaceFirst(".*/", ""),
                        "proxmox storage " + storage,
                        "a Talos image that no cluster uses any more, " + (v.size() >> 20) + " MiB",
                        "pvesm free " + v.volid())));
        return orphans;
    }

    private static Orphan machine(Located machine) {
        return new Orphan(
                machine.address(),
                machine.where(),
                "machine " + machine.vmid() + " \"" + machine.config().get("name") + "\"",
                "put its node back into lab.yaml, or: qm destroy " + machine.vmid() + " on " + machine.node());
    }
}

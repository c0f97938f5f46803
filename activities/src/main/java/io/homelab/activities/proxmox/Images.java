package io.homelab.activities.proxmox;

import io.homelab.activities.factory.ImageFactory;
import io.homelab.activities.factory.Schematics;
import io.homelab.activities.labfile.Downloads;
import io.homelab.activities.labfile.LocalFile;
import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import java.util.Optional;

/** Brings the Talos image into the hypervisor's storage: fetched once, recorded in lab.lock, uploaded with its checksum. */
final class Images {
    private final Hypervisors hypervisors;
    private final Transports transports;

    Images(Hypervisors hypervisors, Transports transports) {
        this.hypervisors = hypervisors;
        this.transports = transports;
    }

    Outcome ensure(ClusterRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        var name = ImageNames.file(hypervisor.lab(), ref.cluster());
        var storage = hypervisor.lab().lab().hypervisor().storage().images();
        var there = present(hypervisor, ref.cluster());
        if (there.isPresent()
                && ImageAtHand.isKnown(
                        hypervisor.lab(), ref.cluster(), there.get().size())) {
            return Outcome.unchanged(name + " is in " + storage + ", as it was brought");
        }
        var image = local(hypervisor, ref.cluster(), name);
        if (there.isPresent() && there.get().size() == image.size()) {
            return Outcome.unchanged(name + " is in " + storage);
        }
        var limit = hypervisor.lab().waits(ref.cluster()).download();
        var upload = hypervisor.client().upload(hypervisor.node(), storage, name, image.file(), image.sha256(), limit);
        var waited = hypervisor.tasks(ref.cluster()).await(upload);
        var now = present(hypervisor, ref.cluster());
        if (now.isEmpty() || now.get().size() != image.size()) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "the image " + name + " is not whole in " + storage + " after its upload",
                    "proxmox " + ImageNames.volume(hypervisor.lab(), ref.cluster()),
                    null);
        }
        return Outcome.changed(
                (there.isPresent() ? "replaced the damaged " : "uploaded ") + name + " to " + storage, waited);
    }

    /** The image as the storage lists it. */
    static Optional<Wire.VolumeEntry> present(Hypervisor hypervisor, String cluster) {
        var storage = hypervisor.lab().lab().hypervisor().storage().images();
        var volume = ImageNames.volume(hypervisor.lab(), cluster);
        return hypervisor.client().volumes(hypervisor.node(), storage, "iso").stream()
                .filter(v -> v.volid().equals(volume))
                .findFirst();
    }

    private LocalFile local(Hypervisor hypervisor, String cluster, String name) {
        var lab = hypervisor.lab();
        var images = lab.lab().images();
        var brought = ImageAtHand.of(lab, cluster);
        if (brought.isPresent()) {
            ImageAtHand.record(lab, cluster, brought.get());
            return brought.get();
        }
        var schematic = Schematics.of(images.schematic(), lab.template(cluster));
        var limit = lab.waits(cluster).download();
        var http = transports.http("factory", lab.trust(images.ca()), limit);
        var factory = new ImageFactory(http, images.factory());
        var url = factory.iso(Schematics.id(schematic), lab.template(cluster).talosVersion());
        return new Downloads(lab.properties(), http).once(url, name, () -> factory.register(schematic));
    }
}

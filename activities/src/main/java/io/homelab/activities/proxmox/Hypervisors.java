package io.homelab.activities.proxmox;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Opens the hypervisor of a snapshot: client, finder, and the queues in front of its storages. */
public final class Hypervisors {
    /** Proxmox's own proxy gives up after 30 s; a little more tells its answer from silence. */
    private static final Duration CALL = Duration.ofSeconds(40);

    private final LabReader labs;
    private final Transports transports;
    private final Map<Trust, Http> clients = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> queues = new ConcurrentHashMap<>();

    public Hypervisors(LabReader labs, Transports transports) {
        this.labs = labs;
        this.transports = transports;
    }

    /** The hypervisor as one snapshot of the lab file names it. */
    Hypervisor open(String snapshot) {
        var lab = labs.snapshot(snapshot);
        var definition = lab.lab().hypervisor();
        var http =
                clients.computeIfAbsent(lab.trust(definition.ca()), trust -> transports.http("proxmox", trust, CALL));
        var client = new ProxmoxClient(
                http, definition.endpoint(), definition.tokenId(), lab.secrets().resolve(definition.token()));
        var ownership = new Ownership(lab.secrets().labKey());
        return new Hypervisor(lab, client, ownership, new MachineFinder(client, ownership));
    }

    /** The queue in front of a storage: Proxmox locks one while it allocates, and fails who comes second. */
    Semaphore queue(Hypervisor hypervisor, String storage) {
        var definition = hypervisor.lab().lab().hypervisor();
        return queues.computeIfAbsent(
                definition.endpoint() + "#" + storage, key -> new Semaphore(definition.concurrencyOf(storage), true));
    }

    /** What the steps work with. */
    record Hypervisor(OpenLab lab, ProxmoxClient client, Ownership ownership, MachineFinder finder) {
        Tasks tasks(String cluster) {
            var waits = lab.waits(cluster);
            return new Tasks(client, waits.task(), waits.taskProbe());
        }

        String node() {
            return lab.lab().hypervisor().node();
        }

        MachineDefinition definition(String cluster, String node) {
            return new MachineDefinition(
                    lab.lab(),
                    lab.node(cluster, node),
                    Ownership.address(cluster, node),
                    ownership,
                    ImageNames.volume(lab, cluster));
        }
    }
}

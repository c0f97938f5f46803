package io.homelab.activities.proxmox;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Findings;
import io.homelab.activities.ensure.Probe;
import io.homelab.activities.proxmox.Hypervisors.Hypervisor;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Cluster;
import io.homelab.lab.definition.Node;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.hypervisor.Preflight;
import io.homelab.workflows.topology.ClusterRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for everything that would go wrong on the hypervisor, before the first write. */
final class ProxmoxPreflight {
    private static final int OLDEST_MAJOR = 8;
    private static final int RECIPIENTS = 2;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final double THIN_MARGIN = 0.05;
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Hypervisors hypervisors;
    private final Findings findings = new Findings();

    ProxmoxPreflight(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    Preflight check(ClusterRef ref) {
        var hypervisor = hypervisors.open(ref.snapshot());
        findings.check("Proxmox answers and takes the token", () -> version(hypervisor));
        if (findings.has(FailureClass.AUTH) || findings.has(FailureClass.CONFIG)) {
            findings.throwIfAny(); // nothing else can be asked
        }
        var definition = hypervisor.lab().lab().hypervisor();
        findings.check("pool", () -> Pools.check(hypervisor, findings));
        var bridge = hypervisor.lab().lab().network().bridge();
        Privileges.needed(
                        hypervisor.lab().lab(),
                        ref.cluster(),
                        hypervisor.client().version().major())
                .forEach((path, privileges) -> findings.check(
                        "privileges at " + path,
                        () -> Privileges.check(hypervisor.client(), definition.tokenId(), path, privileges)));
        findings.check("node " + hypervisor.node() + " is online", () -> node(hypervisor));
        if (findings.has(FailureClass.AUTH) || findings.has(FailureClass.CONFIG)) {
            findings.throwIfAny(); // the rest would only repeat it
        }
        findings.check("recipients of the secret store", () -> recipients(hypervisor));
        findings.check("image file", () -> ImageAtHand.of(hypervisor.lab(), ref.cluster()));
        findings.check("bridge " + bridge, () -> bridge(hypervisor, bridge));
        findings.check("clock", () -> clock(hypervisor));
        var missing = missingNodes(hypervisor, ref.cluster());
        findings.check("storage for images", () -> images(hypervisor, ref.cluster()));
        findings.check("storage for disks", () -> disks(hypervisor, missing));
        findings.check("memory", () -> memory(hypervisor, missing));
        missing.forEach(n -> findings.check("address of " + n.name(), () -> address(n)));
        findings.check("endpoint", () -> endpoint(hypervisor.lab().cluster(ref.cluster()), missing));
        findings.check("ids", () -> new Reserver(hypervisors).reserve(ref));
        findings.throwIfAny();
        return new Preflight(findings.passed(), findings.warnings());
    }

    /** With one recipient a lost identity loses every cluster; a rehearsal has nothing to lose. */
    private static void recipients(Hypervisor hypervisor) {
        var lab = hypervisor.lab().lab();
        if (!lab.simulated() && lab.secrets().recipients().size() < RECIPIENTS) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the secret store has " + lab.secrets().recipients().size()
                            + " recipients: two are needed before the first write",
                    "lab.yaml secrets.recipients",
                    "age-keygen makes another identity; keep it away from this machine, add its recipient, then: homelab secrets rekey");
        }
    }

    private static void version(Hypervisor hypervisor) {
        var version = hypervisor.client().version();
        if (version.major() < OLDEST_MAJOR) {
            throw config("Proxmox VE " + version.version() + " is too old: 8.0 or newer is needed", "/version", null);
        }
    }

    private static void node(Hypervisor hypervisor) {
        var nodes = hypervisor.client().nodes();
        var node =
                nodes.stream().filter(n -> n.node().equals(hypervisor.node())).findFirst();
        if (node.isEmpty()) {
            throw config(
                    "there is no Proxmox node " + hypervisor.node(),
                    "/nodes",
                    "lab.yaml hypervisor.node: one of "
                            + nodes.stream().map(Wire.NodeEntry::node).collect(Collectors.joining(", ")));
        }
        if (!"online".equals(node.get().status())) {
            throw config(
                    "Proxmox node " + hypervisor.node() + " is " + node.get().status(), "/nodes", "switch it on");
        }
    }

    private static void bridge(Hypervisor hypervisor, String bridge) {
        var bridges = hypervisor.client().bridges(hypervisor.node()).stream()
                .filter(Wire.BridgeEntry::isBridge)
                .map(Wire.BridgeEntry::iface)
                .toList();
        if (!bridges.contains(bridge)) {
            throw config(
                    "node " + hypervisor.node() + " has no bridge " + bridge,
                    "/nodes/" + hypervisor.node() + "/network",
                    "lab.yaml network.bridge: one of " + String.join(", ", bridges));
        }
    }

    private static void clock(Hypervisor hypervisor) {
        var theirs = Instant.ofEpochSecond(
                hypervisor.client().time(hypervisor.node()).time());
        var skew = Duration.between(theirs, LabClock.system().now()).abs();
        if (skew.compareTo(SKEW) > 0) {
            throw config(
                    "the clocks of this machine and of " + hypervisor.node() + " differ by " + skew.toSeconds() + " s",
                    "/nodes/" + hypervisor.node() + "/time",
                    "let both follow NTP: certificates would not be valid yet");
        }
    }

    private static void images(Hypervisor hypervisor, String cluster) {
        var name = hypervisor.lab().lab().hypervisor().storage().images();
        var storage = storage(hypervisor, name, "iso");
        if (Images.present(hypervisor, cluster).isEmpty() && storage.avail() < GIB) {
            throw full(name, "1 GiB for the Talos image", storage);
        }
    }

    private static void disks(Hypervisor hypervisor, List<Node> missing) {
        var name = hypervisor.lab().lab().hypervisor().storage().disks();
        var storage = storage(hypervisor, name, "images");
        long needed = missing.stream().mapToLong(n -> n.diskGiB() * GIB).sum();
        if (storage.avail() < needed * (1 + THIN_MARGIN)) {
            throw full(name, needed / GIB + " GiB for " + missing.size() + " disks", storage);
        }
    }

    private static Wire.StorageEntry storage(Hypervisor hypervisor, String name, String content) {
        var storages = hypervisor.client().storages(hypervisor.node());
        var where = "/nodes/" + hypervisor.node() + "/storage";
        var storage = storages.stream()
                .filter(s -> s.storage().equals(name))
                .findFirst()
                .orElseThrow(() -> config(
                        "node " + hypervisor.node() + " has no storage " + name,
                        where,
                        "lab.yaml hypervisor.storage: one of "
                                + storages.stream()
                                        .map(Wire.StorageEntry::storage)
                                        .collect(Collectors.joining(", "))));
        if (storage.enabled() == 0 || storage.active() == 0) {
            throw config("storage " + name + " is not active", where, "pvesm set " + name + " --disable 0");
        }
        if (!storage.holds(content)) {
            throw config(
                    "storage " + name + " does not take content of the kind " + content + " (it takes "
                            + storage.content() + ")",
                    where,
                    "pvesm set " + name + " --content " + storage.content() + "," + content);
        }
        return storage;
    }

    private void memory(Hypervisor hypervisor, List<Node> missing) {
        var host = hypervisor.client().nodes().stream()
                .filter(n -> n.node().equals(hypervisor.node()))
                .findFirst()
                .orElseThrow();
        long needed = missing.stream().mapToLong(n -> n.memoryMiB() * MIB).sum();
        if (needed > host.maxmem()) {
            throw new Problem(
                    FailureClass.CAPACITY,
                    "the new machines need " + needed / GIB + " GiB of memory, " + hypervisor.node() + " has "
                            + host.maxmem() / GIB + " GiB in all",
                    "proxmox /nodes",
                    "give the nodes less in lab.yaml");
        }
    }

    private static void address(Node node) {
        node.ip().flatMap(Probe::answering).ifPresent(port -> {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "something answers at " + node.ip().orElseThrow() + ":" + port + ", the address of " + node.name()
                            + ", which does not exist yet",
                    "lab.yaml nodes " + node.name() + ".address",
                    "choose a free address");
        });
    }

    private static void endpoint(Cluster cluster, List<Node> missing) {
        var path = "lab.yaml clusters." + cluster.name();
        var host = cluster.endpoint().host();
        if (!Probe.resolves(host)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "nobody here knows the name " + host + ", the endpoint of " + cluster.name(),
                    path + ".endpoint",
                    "make a DNS record that leads to the control planes or their load balancer, or use a VIP");
        }
        if (cluster.vip() != null && missing.size() == cluster.nodes().size()) {
            Probe.answering(cluster.vip()).ifPresent(port -> {
                throw new Problem(
                        FailureClass.NOT_OURS,
                        "something answers at " + cluster.vip() + ":" + port + ", the VIP of " + cluster.name()
                                + ", which does not exist yet",
                        path + ".vip",
                        "choose a free address");
            });
        }
    }

    private static List<Node> missingNodes(Hypervisor hypervisor, String cluster) {
        var there = new HashSet<String>();
        hypervisor
                .finder()
                .look()
                .below("cluster/" + cluster + "/machine/")
                .forEach(machine -> there.add(machine.address()));
        return hypervisor.lab().cluster(cluster).nodes().stream()
                .filter(n -> !there.contains(Ownership.address(cluster, n.name())))
                .toList();
    }

    private static Problem full(String storage, String needed, Wire.StorageEntry entry) {
        return new Problem(
                FailureClass.CAPACITY,
                "storage " + storage + " has " + entry.avail() / GIB + " GiB left, needed are " + needed,
                "proxmox storage " + storage,
                "make room, or name another storage in lab.yaml");
    }

    private static Problem config(String what, String where, @Nullable String remedy) {
        return new Problem(FailureClass.CONFIG, what, "proxmox " + where, remedy);
    }
}

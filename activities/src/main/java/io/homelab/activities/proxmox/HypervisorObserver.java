package io.homelab.activities.proxmox;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.lab.ObservedHypervisor;
import io.homelab.lab.ObservedHypervisor.ObservedStorage;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a Proxmox host that no lab file describes yet; reads only. */
public final class HypervisorObserver {
    private static final Duration CALL = Duration.ofSeconds(40);

    private final Transports transports;

    public HypervisorObserver(Transports transports) {
        this.transports = transports;
    }

    /**
     * What a first lab file is made from.
     *
     * @param fingerprint the certificate to trust, or null for the system's authorities
     * @param node the host to use, or null when there is only one
     */
    public ObservedHypervisor observe(
            URI endpoint, @Nullable String fingerprint, String tokenId, Secret token, @Nullable String node) {
        var trust = fingerprint == null ? new Trust.System() : new Trust.Pinned(fingerprint);
        var client = new ProxmoxClient(transports.http("proxmox", trust, CALL), endpoint, tokenId, token);
        return ReadOnly.call(() -> {
            client.version();
            var host = host(client, node);
            var network = network(client, host.node());
            return new ObservedHypervisor(
                    endpoint,
                    host.node(),
                    fingerprint,
                    (int) (host.maxmem() >> 20),
                    storages(client, host.node()),
                    List.of(network.iface()),
                    takenIds(client),
                    network.cidr() == null ? "" : network.cidr(),
                    network.gateway() == null ? "" : network.gateway(),
                    takenAddresses(client));
        });
    }

    private static Wire.NodeEntry host(ProxmoxClient client, @Nullable String wanted) {
        var online =
                client.nodes().stream().filter(n -> "online".equals(n.status())).toList();
        var names = online.stream().map(Wire.NodeEntry::node).collect(Collectors.joining(", "));
        if (wanted == null && online.size() != 1) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "this Proxmox cluster has several hosts: " + names,
                    "proxmox /nodes",
                    "say which one shall carry the machines: --node NAME");
        }
        return online.stream()
                .filter(n -> wanted == null || n.node().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG, "there is no host " + wanted + ", but " + names, "proxmox /nodes", null));
    }

    /** The bridge with the default gateway: the network that the host itself is on. */
    private static Wire.BridgeEntry network(ProxmoxClient client, String host) {
        return client.bridges(host).stream()
                .filter(b -> b.isBridge() && b.cidr() != null && b.gateway() != null)
                .findFirst()
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "no bridge of " + host + " has an address and a gateway, so the network cannot be guessed",
                        "proxmox /nodes/" + host + "/network",
                        "cp lab.example.yaml lab.yaml, and fill in the network by hand"));
    }

    private static List<ObservedStorage> storages(ProxmoxClient client, String host) {
        return client.storages(host).stream()
                .filter(s -> s.active() == 1 && s.enabled() == 1)
                .map(s -> new ObservedStorage(
                        s.storage(),
                        s.type() == null ? "" : s.type(),
                        s.content() == null ? Set.of() : Set.of(s.content().split(","))))
                .toList();
    }

    private static Set<Integer> takenIds(ProxmoxClient client) {
        var taken = new TreeSet<Integer>();
        for (var machine : client.machines()) {
            if (machine.vmid() != null) {
                taken.add(machine.vmid());
            }
        }
        return taken;
    }

    /** The static addresses that cloud-init gives to machines; what others use shows when it answers a preflight. */
    private static Set<String> takenAddresses(ProxmoxClient client) {
        var taken = new HashSet<String>();
        for (var machine : client.machines()) {
            if (machine.vmid() != null && machine.node() != null && "qemu".equals(machine.type())) {
                client.config(machine.node(), machine.vmid()).values().forEach((key, value) -> {
                    if (key.startsWith("ipconfig")) {
                        Arrays.stream(value.split(","))
                                .filter(part -> part.startsWith("ip="))
                                .map(part -> part.substring("ip=".length()).replaceFirst("/.*", ""))
                                .forEach(taken::add);
                    }
                });
            }
        }
        return taken;
    }
}

package io.homelab.systemtests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A cluster for the lab file of a test, with the template that it needs. Addresses are last bytes in the lab's network. */
public final class ClusterDraft {
    private static final int MEMORY_MIB = 4096;
    private static final int DISK_GIB = 50;

    private final String name;
    private final int firstVmid;
    private final List<Machine> machines = new ArrayList<>();
    private @Nullable String endpoint;
    private @Nullable Integer vip;

    public ClusterDraft(String name, int firstVmid) {
        this.name = name;
        this.firstVmid = firstVmid;
    }

    private record Machine(
            String name, boolean controlPlane, @Nullable Integer address) {}

    /** A name or address in front of the control planes. */
    public ClusterDraft endpoint(String host) {
        endpoint = host;
        return this;
    }

    /** An address that the control planes share. */
    public ClusterDraft vip(int lastByte) {
        vip = lastByte;
        return this;
    }

    /** A control plane; without an address it has what DHCP gives. */
    public ClusterDraft controlPlane(@Nullable Integer address) {
        var number = machines.stream().filter(Machine::controlPlane).count() + 1;
        machines.add(new Machine(name + "-cp-" + number, true, address));
        return this;
    }

    /** A worker; without an address it has what DHCP gives. */
    public ClusterDraft worker(@Nullable Integer address) {
        var number = machines.stream().filter(m -> !m.controlPlane()).count() + 1;
        machines.add(new Machine(name + "-worker-" + number, false, address));
        return this;
    }

    /** Writes it into the lab file and beside it. */
    public void into(ObjectNode lab, Path directory) {
        var prefix = lab.path("network").path("cidr").asString().replaceFirst("[0-9]+/24$", "");
        var cluster = ((ObjectNode) lab.path("clusters")).putObject(name);
        if (vip != null) {
            cluster.put("vip", prefix + vip);
        }
        if (endpoint != null) {
            cluster.put("endpoint", endpoint + ":6443");
        }
        var nodes = cluster.putArray("nodes");
        for (int i = 0; i < machines.size(); i++) {
            var machine = machines.get(i);
            var node = nodes.addObject()
                    .put("name", machine.name())
                    .put("role", machine.controlPlane() ? "controlplane" : "worker")
                    .put("vmid", firstVmid + i)
                    .put("cores", 2)
                    .put("memoryMiB", MEMORY_MIB)
                    .put("diskGiB", DISK_GIB);
            if (machine.address() != null) {
                node.put("address", prefix + machine.address());
            }
        }
        try {
            Files.writeString(directory.resolve("omni/clusters/" + name + ".yaml"), template(host(prefix)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String host(String prefix) {
        if (endpoint != null) {
            return endpoint;
        }
        var address = vip != null
                ? vip
                : machines.stream()
                        .filter(Machine::controlPlane)
                        .findFirst()
                        .orElseThrow()
                        .address();
        return prefix + address;
    }

    private String template(String host) {
        var controlPlanes = machines.stream().filter(Machine::controlPlane).count();
        var workers = machines.size() - controlPlanes;
        var text = """
                kind: Cluster
                name: NAME
                kubernetes:
                  version: v1.32.3
                talos:
                  version: v1.9.5
                patches:
                  - name: cilium
                    inline:
                      cluster:
                        network:
                          cni:
                            name: none
                        proxy:
                          disabled: true
                  - name: endpoint
                    inline:
                      cluster:
                        clusterName: NAME
                        controlPlane:
                          endpoint: https://HOST:6443
                ---
                kind: ControlPlane
                machineClass:
                  name: control-plane
                  size: CONTROL_PLANES
                """;
        var more = workers == 0 ? """
                patches:
                  - name: schedule
                    inline:
                      cluster:
                        allowSchedulingOnControlPlanes: true
                """ : """
                ---
                kind: Workers
                name: workers
                machineClass:
                  name: worker
                  size: WORKERS
                """;
        return (text + more)
                .replace("NAME", name)
                .replace("HOST", host)
                .replace("CONTROL_PLANES", Long.toString(controlPlanes))
                .replace("WORKERS", Long.toString(workers));
    }
}

package io.homelab.simulator.talos.api;

import static io.homelab.simulator.talos.api.ResourceViews.map;

import com.google.protobuf.ByteString;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.StatusReport;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.resources.ControlPlaneSpec;
import io.homelab.simulator.talos.wire.resources.DiskSpec;
import io.homelab.simulator.talos.wire.resources.HostnameStatusSpec;
import io.homelab.simulator.talos.wire.resources.MachineStatusSpec;
import io.homelab.simulator.talos.wire.resources.MachineStatusStatus;
import io.homelab.simulator.talos.wire.resources.MemberSpec;
import io.homelab.simulator.talos.wire.resources.MountStatusSpec;
import io.homelab.simulator.talos.wire.resources.NetIP;
import io.homelab.simulator.talos.wire.resources.ServiceSpec;
import io.homelab.simulator.talos.wire.resources.SystemDiskSpec;
import io.homelab.simulator.talos.wire.resources.SystemInformationSpec;
import io.homelab.simulator.talos.wire.resources.TimeStatusSpec;
import java.util.List;

/** Resources about the machine itself. */
final class MachineViews {
    private MachineViews() {}

    static void make(TalosNode node, String type, ResourceViews out) {
        switch (type.substring(0, type.indexOf('.'))) {
            case "Namespaces" ->
                List.of("meta", "runtime", "cluster", "config", "k8s", "network", "etcd", "hardware")
                        .forEach(name -> out.add(name, map("description", name + " resources"), null));
            case "MachineStatuses" -> status(node, out);
            case "Members" -> node.site().cluster(node.clusterId()).forEach(peer -> member(peer, out));
            case "SystemInformations" -> system(node, out);
            case "Disks" -> disks(node, out);
            case "SystemDisks" ->
                node.systemDisk()
                        .ifPresent(disk -> out.add(
                                "system-disk",
                                map("diskID", disk.device().substring(5), "devPath", disk.device()),
                                SystemDiskSpec.newBuilder()
                                        .setDiskId(disk.device().substring(5))
                                        .setDevPath(disk.device())
                                        .build()));
            case "MountStatuses" ->
                node.systemDisk()
                        .ifPresent(disk -> out.add(
                                "EPHEMERAL",
                                map("source", disk.device() + "4", "target", "/var", "filesystemType", "xfs"),
                                MountStatusSpec.newBuilder()
                                        .setSource(disk.device() + "4")
                                        .setTarget("/var")
                                        .setFilesystemType("xfs")
                                        .build()));
            case "Services" -> services(node, out);
            case "MachineConfigs" ->
                node.config().ifPresent(config -> {
                    out.text("v1alpha1", config.text(), null);
                    out.text("persistent", config.text(), null);
                });
            case "MachineTypes" ->
                node.config().ifPresent(config -> out.text("machine-type", config.type() + "\n", null));
            case "HostnameStatuses" ->
                out.add(
                        "hostname",
                        map("hostname", node.hostname(), "domainname", ""),
                        HostnameStatusSpec.newBuilder()
                                .setHostname(node.hostname())
                                .build());
            case "NodeAddresses" ->
                node.address().ifPresent(a -> {
                    for (var id : List.of("default", "current", "routed")) {
                        out.add(id, map("addresses", List.of(a.getHostAddress() + "/24")), null);
                    }
                });
            case "NetworkStatuses" ->
                out.add(
                        "status",
                        map(
                                "addressReady",
                                true,
                                "connectivityReady",
                                true,
                                "hostnameReady",
                                true,
                                "etcFilesReady",
                                true),
                        null);
            case "TimeStatuses" ->
                out.add(
                        "node",
                        map("synced", true, "epoch", 0, "syncDisabled", false),
                        TimeStatusSpec.newBuilder().setSynced(true).build());
            case "ExtensionStatuses" ->
                out.add(
                        "0",
                        map(
                                "image",
                                "schematic",
                                "metadata",
                                map("name", "schematic", "version", node.image().schematic())),
                        null);
            case "PlatformMetadatas" ->
                out.add(
                        "platformmetadata",
                        map("platform", node.image().platform(), "hostname", node.hostname()),
                        null);
            case "SecurityStates" -> out.add("securitystate", map("secureBoot", false), null);
            case "MetaKeys" ->
                node.systemDisk().ifPresent(disk -> disk.meta()
                        .forEach((key, value) -> out.add("0x%02x".formatted(key), map("value", value), null)));
            default -> throw new IllegalStateException("no view of " + type);
        }
    }

    private static void status(TalosNode node, ResourceViews out) {
        var unmet = StatusReport.unmet(node);
        var proto = MachineStatusStatus.newBuilder().setReady(unmet.isEmpty());
        unmet.forEach((name, reason) ->
                proto.addUnmetConditionsBuilder().setName(name).setReason(reason));
        var yaml = unmet.entrySet().stream()
                .map(e -> map("name", e.getKey(), "reason", e.getValue()))
                .toList();
        out.add(
                "machine",
                map(
                        "stage", node.stage().lower(),
                        "status", map("ready", unmet.isEmpty(), "unmetConditions", yaml)),
                MachineStatusSpec.newBuilder()
                        .setStage(node.stage().ordinal())
                        .setStatus(proto)
                        .build());
    }

    private static void member(TalosNode peer, ResourceViews out) {
        var controlPlane = peer.config().map(MachineConfig::controlPlane).orElse(false);
        var address = peer.address().orElseThrow();
        var system = "Talos (" + peer.image().version() + ")";
        var id = peer.hardware().uuid();
        var proto = MemberSpec.newBuilder()
                .setNodeId(id)
                .addAddresses(NetIP.newBuilder().setIp(ByteString.copyFrom(address.getAddress())))
                .setHostname(peer.hostname())
                .setMachineType(controlPlane ? 2 : 3)
                .setOperatingSystem(system);
        var yaml = map(
                "nodeId",
                id,
                "addresses",
                List.of(address.getHostAddress()),
                "hostname",
                peer.hostname(),
                "machineType",
                controlPlane ? "controlplane" : "worker",
                "operatingSystem",
                system);
        if (controlPlane) {
            proto.setControlPlane(ControlPlaneSpec.newBuilder().setApiServerPort(6443));
            yaml.put("controlPlane", map("port", 6443));
        }
        out.add(peer.hostname(), yaml, proto.build());
    }

    private static void system(TalosNode node, ResourceViews out) {
        var uuid = node.hardware().uuid();
        out.add(
                "systeminformation",
                map(
                        "manufacturer",
                        "QEMU",
                        "productName",
                        "Standard PC (Q35 + ICH9, 2009)",
                        "version",
                        "pc-q35-9.2",
                        "uuid",
                        uuid,
                        "wakeUpType",
                        "Power Switch"),
                SystemInformationSpec.newBuilder()
                        .setManufacturer("QEMU")
                        .setProductName("Standard PC (Q35 + ICH9, 2009)")
                        .setVersion("pc-q35-9.2")
                        .setUuid(uuid)
                        .setWakeUpType("Power Switch")
                        .build());
    }

    private static void disks(TalosNode node, ResourceViews out) {
        for (var disk : node.hardware().disks()) {
            var pretty = disk.sizeBytes() >= 1_000_000_000
                    ? Math.round(disk.sizeBytes() / 1e9) + " GB"
                    : Math.round(disk.sizeBytes() / 1e6) + " MB";
            var proto = DiskSpec.newBuilder()
                    .setSize(disk.sizeBytes())
                    .setIoSize(512)
                    .setSectorSize(512)
                    .setModel("QEMU HARDDISK")
                    .setSerial("drive-" + disk.slot())
                    .setBusPath("/pci0000:00/0000:00:05.0/virtio2")
                    .setSubSystem("/sys/class/block")
                    .setTransport("virtio")
                    .setRotational(false)
                    .setDevPath(disk.device())
                    .setPrettySize(pretty)
                    .build();
            out.add(
                    disk.device().substring("/dev/".length()),
                    map(
                            "dev_path",
                            disk.device(),
                            "size",
                            disk.sizeBytes(),
                            "pretty_size",
                            pretty,
                            "io_size",
                            512,
                            "sector_size",
                            512,
                            "readonly",
                            false,
                            "cdrom",
                            false,
                            "rotational",
                            false,
                            "model",
                            "QEMU HARDDISK",
                            "serial",
                            "drive-" + disk.slot(),
                            "bus_path",
                            "/pci0000:00/0000:00:05.0/virtio2",
                            "sub_system",
                            "/sys/class/block",
                            "transport",
                            "virtio"),
                    proto);
        }
    }

    private static void services(TalosNode node, ResourceViews out) {
        if (node.config().isEmpty()) {
            return;
        }
        ServiceStates.of(node).forEach((id, state) -> {
            var running = state.name().equals("Running");
            var healthy = Boolean.TRUE.equals(state.healthy());
            var unknown = state.healthy() == null;
            out.add(
                    id,
                    map("running", running, "healthy", healthy, "unknown", unknown),
                    ServiceSpec.newBuilder()
                            .setRunning(running)
                            .setHealthy(healthy)
                            .setUnknown(unknown)
                            .build());
        });
    }
}

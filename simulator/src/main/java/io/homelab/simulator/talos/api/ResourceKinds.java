package io.homelab.simulator.talos.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A type of resource.
 *
 * @param columns print columns as {@code NAME=jsonpath}
 */
record ResourceKinds(
        String type, String namespace, String singular, List<String> more, List<String> columns, boolean sensitive) {
    static final String DEFINITIONS = "ResourceDefinitions.meta.cosi.dev";

    private static final List<ResourceKinds> OWN = List.of(
            kind(
                    DEFINITIONS,
                    "meta",
                    "ResourceDefinition",
                    List.of("rd", "rds", "api-resources"),
                    "Aliases={.aliases[:]}"),
            kind("Namespaces.meta.cosi.dev", "meta", "Namespace", List.of("ns")),
            kind(
                    "MachineStatuses.runtime.talos.dev",
                    "runtime",
                    "MachineStatus",
                    List.of(),
                    "Stage={.stage}",
                    "Ready={.status.ready}"),
            kind(
                    "Members.cluster.talos.dev",
                    "cluster",
                    "Member",
                    List.of("members"),
                    "Hostname={.hostname}",
                    "Machine Type={.machineType}",
                    "OS={.operatingSystem}",
                    "Addresses={.addresses}"),
            kind(
                    "SystemInformations.hardware.talos.dev",
                    "hardware",
                    "SystemInformation",
                    List.of("systeminformation"),
                    "Manufacturer={.manufacturer}",
                    "ProductName={.productName}",
                    "SerialNumber={.serialnumber}",
                    "UUID={.uuid}"),
            kind(
                    "Disks.block.talos.dev",
                    "runtime",
                    "Disk",
                    List.of("disks"),
                    "Size={.pretty_size}",
                    "Read Only={.readonly}",
                    "Transport={.transport}",
                    "Rotational={.rotational}",
                    "WWID={.wwid}",
                    "Model={.model}",
                    "Serial={.serial}"),
            kind(
                    "MountStatuses.runtime.talos.dev",
                    "runtime",
                    "MountStatus",
                    List.of("mounts"),
                    "Source={.source}",
                    "Target={.target}"),
            kind("SystemDisks.block.talos.dev", "runtime", "SystemDisk", List.of("sd"), "Disk={.diskID}"),
            kind(
                    "Services.v1alpha1.talos.dev",
                    "runtime",
                    "Service",
                    List.of("svc"),
                    "Running={.running}",
                    "Healthy={.healthy}",
                    "Health Unknown={.unknown}"),
            kind("EtcdMembers.etcd.talos.dev", "etcd", "EtcdMember", List.of(), "Member ID={.memberID}"),
            new ResourceKinds(
                    "MachineConfigs.config.talos.dev", "config", "MachineConfig", List.of("mc"), List.of(), true),
            kind("MachineTypes.config.talos.dev", "config", "MachineType", List.of("mt"), "Type={}"),
            kind(
                    "NodeStatuses.kubernetes.talos.dev",
                    "k8s",
                    "NodeStatus",
                    List.of(),
                    "Ready={.nodeReady}",
                    "Unschedulable={.unschedulable}"),
            kind("Nodenames.kubernetes.talos.dev", "k8s", "Nodename", List.of(), "Nodename={.nodename}"),
            kind(
                    "StaticPodStatuses.kubernetes.talos.dev",
                    "k8s",
                    "StaticPodStatus",
                    List.of("podstatus"),
                    "Ready={.ready}"),
            kind(
                    "HostnameStatuses.net.talos.dev",
                    "network",
                    "HostnameStatus",
                    List.of("hostname"),
                    "Hostname={.hostname}"),
            kind("NodeAddresses.net.talos.dev", "network", "NodeAddress", List.of("addr"), "Addresses={.addresses}"),
            kind(
                    "NetworkStatuses.net.talos.dev",
                    "network",
                    "NetworkStatus",
                    List.of("netstatus"),
                    "Address={.addressReady}",
                    "Connectivity={.connectivityReady}",
                    "Hostname={.hostnameReady}"),
            kind("TimeStatuses.v1alpha1.talos.dev", "runtime", "TimeStatus", List.of(), "Synced={.synced}"),
            kind(
                    "ExtensionStatuses.runtime.talos.dev",
                    "runtime",
                    "ExtensionStatus",
                    List.of("extensions"),
                    "Name={.metadata.name}"),
            kind(
                    "PlatformMetadatas.talos.dev",
                    "runtime",
                    "PlatformMetadata",
                    List.of(),
                    "Platform={.platform}",
                    "Hostname={.hostname}"),
            kind("SecurityStates.talos.dev", "runtime", "SecurityState", List.of(), "SecureBoot={.secureBoot}"),
            kind("MetaKeys.runtime.talos.dev", "runtime", "MetaKey", List.of("meta"), "Value={.value}"));

    static final List<ResourceKinds> ALL = Stream.of(OWN, NetworkViews.KINDS, VolumeViews.KINDS)
            .flatMap(List::stream)
            .toList();

    private static ResourceKinds kind(
            String type, String namespace, String singular, List<String> more, String... columns) {
        return new ResourceKinds(type, namespace, singular, more, List.of(columns), false);
    }

    static Optional<ResourceKinds> find(String type) {
        return ALL.stream().filter(kind -> kind.type().equals(type)).findFirst();
    }

    String id() {
        return type.toLowerCase(Locale.ROOT);
    }

    /** Short names: the singular, its capitals, and those given. */
    List<String> aliases() {
        var aliases = new ArrayList<String>();
        aliases.add(singular.toLowerCase(Locale.ROOT));
        aliases.addAll(more);
        var capitals =
                type.substring(0, type.indexOf('.')).replaceAll("[^A-Z]", "").toLowerCase(Locale.ROOT);
        if (capitals.length() > 1) {
            aliases.add(capitals);
            aliases.add(capitals + "s");
        }
        return aliases.stream().distinct().toList();
    }

    /** Every name that a client may resolve: also the plural, alone and with parts of the suffix. */
    List<String> allAliases() {
        var parts = id().split("\\.", -1);
        var all = new ArrayList<String>();
        var name = parts[0];
        all.add(name);
        for (int i = 1; i < parts.length - 1; i++) {
            name += "." + parts[i];
            all.add(name);
        }
        all.addAll(aliases());
        return all.stream().distinct().toList();
    }
}

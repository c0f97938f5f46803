package io.homelab.lab;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.homelab.lab.ObservedHypervisor.ObservedStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes a first lab, DEV alone, from what was seen of a hypervisor; a pure function, looking is the caller's. */
public final class LabInit {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    private static final String HEADER = """
            # Written by homelab init from what it saw; lab.example.yaml explains every key, homelab lab show prints all.
            # The secret store beside it holds the token's secret as proxmox-token.
            """;
    private static final String TEMPLATE = "omni/clusters/dev.yaml";
    private static final String VALUES = "omni/addons/cilium-values.yaml";
    private static final String TEMPLATE_ENDPOINT = "https://192.168.68.61:6443";
    // Where the addresses of the example start; routers tend to hand out others.
    private static final int FIRST_HOST = 61;
    private static final int VMIDS = 100;

    private LabInit() {}

    /** The files of a first lab by path: lab.yaml, its template and its values; the recipients may read its secrets. */
    public static Map<String, String> files(ObservedHypervisor seen, String tokenId, List<String> recipients) {
        var address = freeAddress(seen);
        var files = new LinkedHashMap<String, String>();
        files.put(Snapshot.LAB_FILE, HEADER + YAML.writeValueAsString(document(seen, tokenId, recipients, address)));
        files.put(TEMPLATE, resource(TEMPLATE).replace(TEMPLATE_ENDPOINT, "https://" + address + ":6443"));
        files.put(VALUES, resource(VALUES));
        return files;
    }

    /** A template or values file as it comes with this version, before it is adapted to a lab. */
    public static String shipped(String path) {
        return resource(path);
    }

    private static ObjectNode document(
            ObservedHypervisor seen, String tokenId, List<String> recipients, String address) {
        var lab = YAML.createObjectNode().put("schemaVersion", 1).put("name", "home");
        var hypervisor = lab.putObject("hypervisor")
                .put("endpoint", seen.endpoint().toString())
                .put("node", seen.node())
                .put("tokenId", tokenId)
                .put("token", "age:proxmox-token");
        if (seen.fingerprint() != null) {
            hypervisor.putObject("ca").put("fingerprint", seen.fingerprint());
        }
        hypervisor.put("memoryMiB", seen.memoryMiB());
        hypervisor
                .putObject("storage")
                .put("images", storage(seen.storages(), "iso", List.of("dir", "nfs")))
                .put("disks", storage(seen.storages(), "images", List.of("zfspool", "lvmthin")));
        int from = freeVmids(seen);
        hypervisor.putObject("vmids").put("from", from).put("to", from + VMIDS - 1);
        lab.putObject("network")
                .put("cidr", network(seen).toPrefixBlock().toCanonicalString())
                .put("gateway", seen.gateway())
                .put(
                        "bridge",
                        seen.bridges().contains("vmbr0") || seen.bridges().isEmpty()
                                ? "vmbr0"
                                : seen.bridges().getFirst());
        var cluster = lab.putObject("clusters").putObject("dev");
        cluster.putArray("nodes")
                .addObject()
                .put("name", "dev-1")
                .put("role", "controlplane")
                .put("address", address);
        var readers = lab.putObject("secrets").putArray("recipients");
        recipients.forEach(readers::add);
        return lab;
    }

    private static String storage(List<ObservedStorage> storages, String content, List<String> bestTypes) {
        return storages.stream()
                .filter(storage -> storage.content().contains(content))
                .min(Comparator.comparing((ObservedStorage storage) -> !bestTypes.contains(storage.type()))
                        .thenComparing(ObservedStorage::name))
                .map(ObservedStorage::name)
                .orElseThrow(() -> new IllegalArgumentException("no storage of the host may hold " + content));
    }

    private static int freeVmids(ObservedHypervisor seen) {
        return IntStream.iterate(200, from -> from + VMIDS)
                .filter(from -> seen.takenVmids().stream().noneMatch(id -> id >= from && id < from + VMIDS))
                .findFirst()
                .orElseThrow();
    }

    /** Proxmox shows the host's own address with the prefix length. */
    private static IPAddress network(ObservedHypervisor seen) {
        return Objects.requireNonNull(new IPAddressString(seen.cidr()).getAddress(), "the network is one");
    }

    private static String freeAddress(ObservedHypervisor seen) {
        var network = network(seen);
        var hosts = StreamSupport.stream(network.toPrefixBlock().getIterable().spliterator(), false)
                .map(address -> address.withoutPrefixLength().toCanonicalString())
                .skip(1)
                .filter(address -> !address.equals(seen.gateway())
                        && !address.equals(seen.endpoint().getHost())
                        && !seen.takenAddresses().contains(address)
                        && !address.equals(network.toPrefixBlock()
                                .getUpper()
                                .withoutPrefixLength()
                                .toCanonicalString()))
                .limit(4096)
                .toList();
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("no address of " + seen.cidr() + " is free");
        }
        return hosts.stream()
                .filter(address -> Integer.parseInt(address.substring(address.lastIndexOf('.') + 1)) >= FIRST_HOST)
                .findFirst()
                .orElse(hosts.getFirst());
    }

    private static String resource(String path) {
        try (InputStream stream =
                Objects.requireNonNull(LabInit.class.getResourceAsStream("/" + path), "the jar holds no " + path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

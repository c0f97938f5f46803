package io.homelab.activities.simulated;

import io.homelab.activities.labfile.LabProperties;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.talos.ServiceAccountKeys;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.simulator.lab.Lab;
import io.homelab.workflows.topology.ClusterRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The example lab of this repository, moved into a simulated world. */
public record LabInTest(LabReader reader, String snapshot, Path directory) {
    /** A key of Talos's own length costs more than the rest of a simulated bootstrap. */
    public static final ServiceAccountKeys KEYS = new ServiceAccountKeys(1024);

    private static final Path REPOSITORY = Path.of("..");
    private static final String EXAMPLE_PREFIX = "192.168.68.";
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /**
     * Writes the lab file.
     *
     * @param faster what the lab file's waits are divided by
     * @param change what is different in this lab
     */
    public static LabInTest in(Path directory, Lab world, double faster, Consumer<ObjectNode> change)
            throws IOException {
        var info = world.info();
        var prefix = info.cidr().replaceFirst("[0-9]+/24$", "");
        copy(REPOSITORY.resolve("omni"), directory.resolve("omni"), prefix);
        Files.writeString(
                directory.resolve("ca.pem"),
                info.proxmox().ca() + "\n" + info.factory().ca() + "\n");
        var identity = AgeIdentity.generate();
        identity.writeTo(directory.resolve("identity.txt"));
        var lab = (ObjectNode) YAML.readTree(
                Files.readString(REPOSITORY.resolve("lab.example.yaml")).replace(EXAMPLE_PREFIX, prefix));
        fill(lab, world, faster);
        ((ObjectNode) lab.path("secrets"))
                .putArray("recipients")
                .add(identity.recipient())
                .add(AgeIdentity.generate().recipient());
        change.accept(lab);
        Files.writeString(directory.resolve("lab.yaml"), YAML.writeValueAsString(lab));
        var properties = new LabProperties(
                directory.resolve("lab.yaml"), directory.resolve("state"), directory.resolve("cache"));
        var reader = new LabReader(
                properties,
                directory.resolve("identity.txt"),
                Map.of("PROXMOX_TOKEN", info.proxmox().token(), "WRONG", "00000000-0000-0000-0000-000000000000"));
        var current = reader.current();
        current.snapshot().writeTo(properties.stateDirectory());
        return new LabInTest(reader, current.digest(), directory);
    }

    private static void fill(ObjectNode lab, Lab world, double faster) {
        var info = world.info();
        lab.put("name", "test").put("simulated", true);
        var hypervisor = (ObjectNode) lab.path("hypervisor");
        hypervisor
                .put("endpoint", info.proxmox().url())
                .put("node", info.proxmox().nodes().getFirst())
                .put("tokenId", info.proxmox().tokenId())
                .put("token", "env:PROXMOX_TOKEN");
        hypervisor.putObject("ca").put("file", "ca.pem");
        hypervisor.putObject("storage").put("images", "local").put("disks", "local-lvm");
        hypervisor.remove("concurrency");
        var network = (ObjectNode) lab.path("network");
        network.put("cidr", info.cidr()).put("gateway", info.gateway());
        network.putArray("dns").add(info.gateway());
        ((ObjectNode) lab.path("images")).put("factory", info.factory().url()).put("ca", "ca.pem");
        for (var addon : lab.path("addons")) {
            if (addon.path("chart") instanceof ObjectNode chart) {
                chart.put("repository", info.charts().url());
            }
            if (addon.path("manifest") instanceof ObjectNode manifest) {
                manifest.put(
                        "url",
                        info.charts().url() + "/gateway-api/"
                                + manifest.path("version").asString() + "/standard-install.yaml");
            }
        }
        lab.putObject("time").put("factor", faster);
    }

    public ClusterRef cluster(String name) {
        return new ClusterRef(name, snapshot);
    }

    private static void copy(Path from, Path to, String prefix) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.writeString(target, Files.readString(file).replace(EXAMPLE_PREFIX, prefix));
            }
        }
    }
}

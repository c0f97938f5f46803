package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The lab file of a simulated lab: the example lab of this repository, moved into the simulator's network. lab.yaml is
 * written last, so that a start that was cut short is begun anew.
 */
final class SimulatedLab {
    static final String WORLD = "lab";
    private static final String EXAMPLE_PREFIX = "192.168.68.";
    private static final String TOKEN = "proxmox-token";
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Installation installation;
    private final Places places;
    private final SimulatorProcess simulator;
    private final String name;

    SimulatedLab(Installation installation, Places places, SimulatorProcess simulator) {
        this(installation, places, simulator, WORLD);
    }

    /** The lab of another world. */
    SimulatedLab(Installation installation, Places places, SimulatorProcess simulator, String world) {
        this.installation = installation;
        this.places = places;
        this.simulator = simulator;
        this.name = world;
    }

    void ensure(double factor) {
        var world = world(factor);
        if (Files.exists(places.labFile())) {
            return;
        }
        try {
            write(world, factor);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot write the simulated lab file: " + e.getMessage(), e);
        }
    }

    private JsonNode world(double factor) {
        for (var world :
                simulator.call("GET", "/worlds", Map.of()).valueStream().toList()) {
            if (world.path("name").asString("").equals(name)) {
                return simulator.call("GET", "/worlds/" + name, Map.of());
            }
        }
        return simulator.call("POST", "/worlds", Map.of("name", name, "factor", 1 / factor));
    }

    private void write(JsonNode world, double factor) throws IOException {
        var directory = places.labFile().resolveSibling(".").normalize();
        Files.createDirectories(directory);
        var prefix = world.path("cidr").asString().replaceFirst("[0-9]+/24$", "");
        copy(installation.home().resolve("omni"), directory.resolve("omni"), prefix);
        Files.writeString(directory.resolve("ca.pem"), authorities(world));

        var recipients = List.of(identity("identity.txt"), identity("second-identity.txt"));
        SecretStore.open(directory.resolve("secrets"), recipients, () -> {
                    throw new IllegalStateException("writing needs no identity");
                })
                .put(TOKEN, Secret.of(world.path("proxmox").path("token").asString()));

        var example = Files.readString(installation.home().resolve("lab.example.yaml"))
                .replace(EXAMPLE_PREFIX, prefix);
        var lab = (ObjectNode) YAML.readTree(example);
        fill(lab, world, factor, recipients);
        more(directory, lab, prefix);
        var draft = directory.resolve("lab.yaml.new");
        Files.writeString(draft, YAML.writeValueAsString(lab));
        Files.move(draft, places.labFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void fill(ObjectNode lab, JsonNode world, double factor, List<String> recipients) {
        var proxmox = world.path("proxmox");
        lab.put("name", "simulated").put("simulated", true);
        var hypervisor = (ObjectNode) lab.path("hypervisor");
        hypervisor.put("endpoint", proxmox.path("url").asString());
        hypervisor.put("node", proxmox.path("nodes").path(0).asString());
        hypervisor.put("tokenId", proxmox.path("tokenId").asString());
        hypervisor.put("token", "age:" + TOKEN);
        hypervisor.putObject("ca").put("file", "ca.pem");
        hypervisor.putObject("storage").put("images", "local").put("disks", "local-lvm");
        hypervisor.putObject("concurrency").put("local-lvm", 1);
        var network = (ObjectNode) lab.path("network");
        network.put("cidr", world.path("cidr").asString())
                .put("gateway", world.path("gateway").asString());
        network.putArray("dns").add(world.path("gateway").asString());
        var images = (ObjectNode) lab.path("images");
        images.put("factory", world.path("factory").path("url").asString()).put("ca", "ca.pem");
        var charts = world.path("charts").path("url").asString();
        for (var addon : lab.path("addons")) {
            if (addon.path("chart") instanceof ObjectNode chart) {
                chart.put("repository", charts);
            }
            if (addon.path("manifest") instanceof ObjectNode manifest) {
                manifest.put(
                        "url",
                        charts + "/gateway-api/" + manifest.path("version").asString() + "/standard-install.yaml");
            }
        }
        var secrets = (ObjectNode) lab.path("secrets");
        var list = secrets.putArray("recipients");
        recipients.forEach(list::add);
        lab.putObject("time").put("factor", factor);
    }

    /** Clusters for rehearsals alone; what the example lab has stays as it is. */
    private static void more(Path directory, ObjectNode lab, String prefix) throws IOException {
        var clusters = (ObjectNode) lab.path("clusters");
        clusters.setAll((ObjectNode) YAML.readTree(resource("large.yaml").replace(EXAMPLE_PREFIX, prefix)));
        Files.writeString(
                directory.resolve("omni/clusters/large.yaml"),
                resource("large-template.yaml").replace(EXAMPLE_PREFIX, prefix));
    }

    private static String resource(String name) throws IOException {
        try (var in = SimulatedLab.class.getResourceAsStream("/rehearsal/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String identity(String name) throws IOException {
        var file = places.config().resolve(name);
        if (Files.exists(file)) {
            return AgeIdentity.parse(Secret.of(Files.readAllBytes(file))).recipient();
        }
        Files.createDirectories(places.config());
        var identity = AgeIdentity.generate();
        identity.writeTo(file);
        return identity.recipient();
    }

    private static String authorities(JsonNode world) {
        var pem = new StringBuilder();
        for (var system : List.of("proxmox", "factory", "charts")) {
            var ca = world.path(system).path("ca").asString("");
            if (!pem.toString().contains(ca)) {
                pem.append(ca).append('\n');
            }
        }
        return pem.toString();
    }

    private static void copy(Path from, Path to, String prefix) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace(EXAMPLE_PREFIX, prefix));
            }
        }
    }
}

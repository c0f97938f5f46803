package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A simulated lab beside others in one simulator, with a lab file and directories of its own. */
public final class SideLab implements AutoCloseable {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private static final List<String> LIMITS = List.of(
            "task",
            "download",
            "boot",
            "register",
            "install",
            "etcd",
            "kubernetesApi",
            "cni",
            "nodesReady",
            "shutdown");

    private final Places places;
    private final SimulatorProcess simulator;
    private final EndpointInfo endpoint;
    private final String world;

    private SideLab(Places places, SimulatorProcess simulator, EndpointInfo endpoint, String world) {
        this.places = places;
        this.simulator = simulator;
        this.endpoint = endpoint;
        this.world = world;
    }

    static SideLab make(
            Installation installation,
            Places beside,
            SimulatorProcess simulator,
            EndpointInfo endpoint,
            String world,
            double factor) {
        var directory = beside.state().resolve("worlds").resolve(world);
        var places = new Places(
                directory.resolve("lab").resolve("lab.yaml"),
                directory.resolve("config"),
                directory.resolve("state"),
                directory.resolve("cache"),
                true,
                endpoint.namespace());
        new SimulatedLab(installation, places, simulator, world).ensure(factor);
        beGenerous(places.labFile());
        return new SideLab(places, simulator, endpoint, world);
    }

    /** Many labs start at once on one machine: that it is out of breath for seconds is no deviation of any of them. */
    private static void beGenerous(Path labFile) {
        var lab = (ObjectNode) YAML.readTree(labFile.toFile());
        LIMITS.forEach(limit -> lab.withObject("waits").put(limit, "1h"));
        YAML.writeValue(labFile.toFile(), lab);
    }

    static Process host(Installation installation, Places places) {
        try {
            Files.createDirectories(places.processes());
            return new ProcessBuilder(installation.jvm(
                            "worker", "io.homelab.worker.chaos.ChaosHost", List.of("-Xmx1g", "-Xss512k"), List.of()))
                    .redirectError(places.processes().resolve("chaos-host.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot start the chaos host: " + e.getMessage(), e);
        }
    }

    public String name() {
        return world;
    }

    public EndpointInfo endpoint() {
        return endpoint;
    }

    /** What a worker of this lab is told. */
    public Map<String, String> worker() {
        return Map.of(
                "address", endpoint.address(),
                "namespace", endpoint.namespace(),
                "lab", places.labFile().toString(),
                "config", places.config().toString(),
                "state", places.state().toString(),
                "cache", places.cache().toString());
    }

    /** The names of a cluster's nodes. */
    public Set<String> nodes(String cluster) {
        var names = new LinkedHashSet<String>();
        YAML.readTree(places.labFile().toFile())
                .path("clusters")
                .path(cluster)
                .path("nodes")
                .forEach(node -> names.add(node.path("name").asString()));
        if (names.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "the rehearsal's lab has no cluster " + cluster);
        }
        return names;
    }

    /** Every call with a higher number that reached the lab. */
    public List<JsonNode> calls(long after) {
        return simulator
                .call("GET", "/worlds/" + world + "/calls?after=" + after, Map.of())
                .valueStream()
                .toList();
    }

    /** The lab as it is. */
    public JsonNode snapshot() {
        return simulator.call("GET", "/worlds/" + world + "/snapshot", Map.of());
    }

    /** Where its files are, until it is closed. */
    public Path directory() {
        return places.state().resolveSibling(".").normalize();
    }

    /** Removes the world and its files. */
    @Override
    public void close() {
        simulator.call("DELETE", "/worlds/" + world, Map.of());
        try {
            Part.delete(directory());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory(), e);
        }
    }
}

package io.homelab.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What differs from a lab in which a cluster was built once, by the lab's own state and record of calls. */
final class Verdict {
    private static final String CREATE = "POST /nodes/{node}/qemu";
    private static final String BOOTSTRAP = "/machine.MachineService/Bootstrap";

    private final List<String> deviations = new ArrayList<>();

    private Verdict() {}

    /** Judges the end state; {@code nodes} are the names that the lab file gives. */
    static List<String> ofState(JsonNode snapshot, Set<String> nodes) {
        var verdict = new Verdict();
        verdict.machines(snapshot.path("hypervisor"), nodes);
        verdict.storage(snapshot.path("hypervisor"));
        verdict.cluster(snapshot, nodes);
        return verdict.deviations;
    }

    /** Judges the record of the calls that built it. */
    static List<String> ofCalls(List<JsonNode> calls, Set<String> nodes) {
        var verdict = new Verdict();
        var created = committed(calls, call -> call.path("operation").asString().equals(CREATE));
        verdict.expect("machines created", nodes.size(), created.size());
        verdict.expect(
                "ids created",
                created.size(),
                created.stream()
                        .map(c -> c.path("target").asString())
                        .distinct()
                        .count());
        verdict.expect(
                "etcd bootstraps accepted",
                1,
                committed(calls, call -> call.path("operation").asString().equals(BOOTSTRAP))
                        .size());
        verdict.expect(
                "machines deleted",
                0,
                committed(calls, call -> call.path("operation").asString().equals("DELETE /nodes/{node}/qemu/{vmid}"))
                        .size());
        return verdict.deviations;
    }

    /** Judges a bootstrap of what is built already: it writes nothing, nor tries to. */
    static List<String> ofRepetition(List<JsonNode> calls) {
        return calls.stream()
                .filter(call -> call.path("mutating").asBoolean())
                .map(call ->
                        "the second bootstrap wrote: " + call.path("system").asString() + " "
                                + call.path("operation").asString() + " "
                                + call.path("target").asString() + " (status "
                                + call.path("status").asInt() + ")")
                .toList();
    }

    private void machines(JsonNode hypervisor, Set<String> nodes) {
        var there = new TreeMap<String, Long>(hypervisor
                .path("machines")
                .valueStream()
                .collect(Collectors.groupingBy(m -> m.path("name").asString(), Collectors.counting())));
        var wanted = new TreeMap<String, Long>(nodes.stream().collect(Collectors.toMap(n -> n, n -> 1L)));
        expect("machines", wanted, there);
        hypervisor
                .path("machines")
                .valueStream()
                .filter(m -> !m.path("running").asBoolean())
                .forEach(m -> deviations.add("machine " + m.path("name").asString() + " does not run"));
        hypervisor.path("tasks").forEach(task -> deviations.add("task " + task.asString() + " still runs"));
    }

    private void storage(JsonNode hypervisor) {
        var ids = hypervisor
                .path("machines")
                .valueStream()
                .map(m -> m.path("vmid").asInt())
                .collect(Collectors.toSet());
        for (var volume : hypervisor.path("volumes")) {
            var owner = volume.path("vmid");
            if (owner.isNumber() && !ids.contains(owner.asInt())) {
                deviations.add("volume " + volume.path("volid").asString() + " belongs to no machine");
            }
        }
        var images = hypervisor
                .path("volumes")
                .valueStream()
                .filter(v -> v.path("content").asString().equals("iso"))
                .count();
        expect("images in storage", 1, images);
        hypervisor
                .path("strays")
                .forEach(stray -> deviations.add("file " + stray.asString() + " is left of an upload"));
    }

    private void cluster(JsonNode snapshot, Set<String> nodes) {
        expect("etcd clusters ever bootstrapped", 1, snapshot.path("etcd").size());
        var ready = new TreeSet<String>();
        var unready = new TreeSet<String>();
        snapshot.path("nodes").properties().forEach(node -> (node.getValue().asBoolean() ? ready : unready)
                .add(node.getKey()));
        expect("nodes that are Ready", new TreeSet<>(nodes), ready);
        expect("nodes that are not Ready", Set.of(), unready);
    }

    private void expect(String what, Object wanted, Object seen) {
        if (!String.valueOf(wanted).equals(String.valueOf(seen))) {
            deviations.add(what + ": " + wanted + " expected, " + seen + " seen");
        }
    }

    private static List<JsonNode> committed(List<JsonNode> calls, Predicate<JsonNode> which) {
        return calls.stream()
                .filter(call -> call.path("committed").asBoolean())
                .filter(which)
                .toList();
    }
}

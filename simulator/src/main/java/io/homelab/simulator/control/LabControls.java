package io.homelab.simulator.control;

import io.homelab.simulator.lab.Lab;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the control API does to one lab: the path below the world's name decides. */
final class LabControls {
    private final Lab lab;
    private final JsonMapper json;

    LabControls(Lab lab, JsonMapper json) {
        this.lab = lab;
        this.json = json;
    }

    /** The answer's body, or the whole answer; an empty map when there is nothing to say. */
    Object call(String method, List<String> path, Map<String, List<String>> query, byte[] body) {
        var route = method + " " + path.getFirst();
        return switch (route) {
            case "GET faults" -> lab.world().faults().armed();
            case "POST faults" ->
                done(() -> lab.world()
                        .faults()
                        .arm(json.readValue(body, Requests.FaultOrder.class).fault()));
            case "DELETE faults" -> done(lab.world().faults()::clear);
            case "GET calls" -> lab.world().calls().since(number(query, "after"));
            case "GET snapshot" -> Snapshot.of(lab, json);
            case "GET intervals" -> lab.world().physics().intervals();
            case "POST power-cut" -> done(lab.proxmox().backstage()::powerCut);
            case "POST clock" -> clock(json.readValue(body, Requests.ClockJump.class));
            case "POST lease" -> lease(json.readValue(body, Requests.LeaseChange.class));
            case "POST storage" -> storage(json.readValue(body, Requests.StorageChange.class));
            case "POST snippets" -> snippet(json.readValue(body, Requests.Snippet.class));
            case "POST privileges" -> privileges(json.readValue(body, Requests.PrivilegeChange.class));
            case "POST pool" ->
                done(() -> lab.proxmox()
                        .backstage()
                        .confine(json.readValue(body, Requests.Pool.class).name()));
            case "GET git", "POST git" -> new GitControls(lab.git(), json).call(method, path, body);
            case "GET volumes", "PUT volumes", "POST volumes", "DELETE volumes" ->
                new VolumeControls(lab).call(method, path, body);
            case "GET clusters", "POST clusters" -> new ClusterControls(lab).call(method, path, body);
            case "POST s3" -> new S3Controls(lab, json).call(path, body);
            case "GET zfs", "POST zfs", "PATCH zfs", "DELETE zfs" ->
                new ZfsControls(lab, json).call(method, path, body);
            case "GET vms" -> lab.proxmox().backstage().machines();
            case "POST vms", "PATCH vms", "DELETE vms" -> vms(method, path, body);
            case "POST nodes" -> node(path.get(1), path.get(2));
            default -> throw new NoSuchElementException("no such route: " + route);
        };
    }

    private static Object done(Runnable action) {
        action.run();
        return Map.of();
    }

    private static long number(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .findFirst()
                .map(Long::parseLong)
                .orElse(0L);
    }

    private Object clock(Requests.ClockJump order) {
        lab.world().clock().jump(Duration.parse(order.jump()));
        lab.world().store().commit();
        return Map.of("now", lab.world().clock().now());
    }

    private Object lease(Requests.LeaseChange order) {
        if (order.dhcp() != null) {
            lab.world().lan().dhcp(order.dhcp());
        }
        var moved = Optional.ofNullable(order.mac()).flatMap(lab.world().lan()::moveLease);
        lab.world().store().commit();
        return Map.of("address", moved.map(InetAddress::getHostAddress).orElse(""));
    }

    private Object storage(Requests.StorageChange order) {
        var backstage = lab.proxmox().backstage();
        Optional.ofNullable(order.avail()).ifPresent(bytes -> backstage.avail(order.name(), bytes));
        Optional.ofNullable(order.enabled()).ifPresent(on -> backstage.enable(order.name(), on));
        return Map.of();
    }

    private Object snippet(Requests.Snippet order) {
        lab.proxmox().backstage().snippet(node(order.node()), order.storage(), order.name(), order.text());
        return Map.of();
    }

    private Object privileges(Requests.PrivilegeChange order) {
        lab.proxmox()
                .backstage()
                .privileges(
                        Objects.requireNonNullElse(order.revoke(), List.of()),
                        Objects.requireNonNullElse(order.grant(), List.of()));
        return Map.of();
    }

    private String node(@Nullable String given) {
        return given == null ? lab.proxmox().info().nodes().getFirst() : given;
    }

    private Object vms(String method, List<String> path, byte[] body) {
        var backstage = lab.proxmox().backstage();
        if (path.size() == 1) {
            var vm = json.readValue(body, Requests.ForeignVm.class);
            backstage.plant(
                    vm.vmid(), node(vm.node()), Objects.requireNonNullElse(vm.config(), Map.of()), vm.running());
            return Map.of();
        }
        var vmid = Integer.parseInt(path.get(1));
        if (method.equals("DELETE")) {
            if (!backstage.remove(vmid)) {
                throw new NoSuchElementException("no machine " + vmid);
            }
            return Map.of();
        }
        if (method.equals("PATCH")) {
            var drift = json.readValue(body, Requests.Drift.class);
            backstage.drift(
                    vmid,
                    Objects.requireNonNullElse(drift.set(), Map.of()),
                    Objects.requireNonNullElse(drift.remove(), List.of()));
            Optional.ofNullable(drift.lock()).ifPresent(lock -> backstage.lock(vmid, lock));
            Optional.ofNullable(drift.running()).ifPresent(on -> backstage.power(vmid, on));
            return Map.of();
        }
        if (path.size() == 3 && path.get(2).equals("move")) {
            backstage.move(vmid, json.readValue(body, Requests.Move.class).node());
            return Map.of();
        }
        return node(backstage.nodeOf(vmid), path.getLast());
    }

    private Object node(String node, String verb) {
        switch (verb) {
            case "die" -> lab.proxmox().backstage().die(node);
            case "heal" -> lab.proxmox().backstage().heal(node);
            default -> throw new NoSuchElementException("a node can die and heal, not " + verb);
        }
        return Map.of();
    }
}

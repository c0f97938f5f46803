package io.homelab.simulator.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine as Proxmox keeps it.
 *
 * @param config the configuration file; the config lock is its {@code lock}
 * @param pending changes that wait for the next power cycle
 * @param removals options that go at the next power cycle
 * @param running whether it was running, for the time after a restart of the simulator
 */
record VmDocument(
        int vmid,
        String node,
        Map<String, String> config,
        Map<String, String> pending,
        List<String> removals,
        boolean running,
        boolean paused,
        Map<String, SnapshotDocument> snapshots,
        @Nullable String pool) {

    VmDocument inPool(@Nullable String other) {
        return new VmDocument(vmid, node, config, pending, removals, running, paused, snapshots, other);
    }

    static VmDocument locked(int vmid, String node, String lock, @Nullable String pool) {
        return new VmDocument(vmid, node, Map.of("lock", lock), Map.of(), List.of(), false, false, Map.of(), pool);
    }

    Optional<String> option(String key) {
        return Optional.ofNullable(config.get(key));
    }

    boolean is(String key) {
        return option(key).filter("1"::equals).isPresent();
    }

    String name() {
        return option("name").orElse("VM " + vmid);
    }

    Optional<String> lock() {
        return option("lock");
    }

    List<Drive> drives() {
        return config.entrySet().stream()
                .filter(each -> Drive.isSlot(each.getKey()))
                .map(each -> Drive.of(each.getKey(), each.getValue()))
                .toList();
    }

    Optional<Drive> drive(String slot) {
        return drives().stream().filter(drive -> drive.slot().equals(slot)).findFirst();
    }

    VmDocument with(Map<String, String> newConfig) {
        return new VmDocument(vmid, node, newConfig, pending, removals, running, paused, snapshots, pool);
    }

    VmDocument with(String key, String value) {
        var changed = new LinkedHashMap<>(config);
        changed.put(key, value);
        return with(changed);
    }

    VmDocument without(String key) {
        var changed = new LinkedHashMap<>(config);
        changed.remove(key);
        return with(changed);
    }

    VmDocument withRunning(boolean on) {
        return new VmDocument(vmid, node, config, pending, removals, on, false, snapshots, pool);
    }

    VmDocument withPaused(boolean on) {
        return new VmDocument(vmid, node, config, pending, removals, running, on, snapshots, pool);
    }

    VmDocument withPending(Map<String, String> values, List<String> gone) {
        return new VmDocument(vmid, node, config, values, gone, running, paused, snapshots, pool);
    }

    VmDocument withSnapshots(Map<String, SnapshotDocument> all) {
        return new VmDocument(vmid, node, config, pending, removals, running, paused, all, pool);
    }

    VmDocument onNode(String other) {
        return new VmDocument(vmid, other, config, pending, removals, running, paused, snapshots, pool);
    }

    /** After a power cycle: what was pending holds. */
    VmDocument settled() {
        var changed = new LinkedHashMap<>(config);
        changed.keySet().removeAll(new ArrayList<>(removals));
        changed.putAll(pending);
        return with(changed).withPending(Map.of(), List.of());
    }
}

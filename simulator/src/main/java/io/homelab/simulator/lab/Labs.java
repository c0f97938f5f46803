package io.homelab.simulator.lab;

import io.homelab.simulator.git.RepositorySeed;
import io.homelab.simulator.proxmox.HypervisorOptions;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.Guest;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The labs of this process; those on disk are open from the start. */
public final class Labs implements AutoCloseable {
    private static final double FACTOR = 0.01;

    private final Worlds worlds;
    private final WebServer web;
    private final Map<String, Lab> open = new TreeMap<>();

    /** @param systems what can boot on the machines */
    public Labs(Path state, List<Guest.System> systems, WebServer web) throws IOException {
        worlds = new Worlds(state, systems);
        this.web = web;
        for (var name : worlds.onDisk()) {
            open.put(name, Lab.open(worlds.reopen(name), standard(Optional.empty(), 1), List.of(), web));
        }
    }

    public synchronized Lab create(LabOptions options) throws IOException {
        var world = new WorldOptions(
                options.name(),
                Objects.requireNonNullElse(options.factor(), FACTOR),
                Objects.requireNonNullElse(options.dhcp(), true));
        var hypervisor =
                standard(Optional.ofNullable(options.pveVersion()), Objects.requireNonNullElse(options.nodes(), 1));
        var memory = Objects.requireNonNullElse(options.memoryMiB(), hypervisor.memoryMiB());
        var lab = Lab.open(
                worlds.create(world),
                new HypervisorOptions(
                        hypervisor.pveVersion(), hypervisor.nodes(), memory, hypervisor.cores(), hypervisor.storages()),
                Objects.requireNonNullElse(options.repositories(), List.of(RepositorySeed.STANDARD)),
                web);
        open.put(options.name(), lab);
        return lab;
    }

    private static HypervisorOptions standard(Optional<String> version, int nodes) {
        return HypervisorOptions.standard(version.orElse("8.4"), nodes);
    }

    public synchronized List<Lab> all() {
        return List.copyOf(open.values());
    }

    public synchronized Lab need(String name) {
        return Optional.ofNullable(open.get(name))
                .orElseThrow(() -> new NoSuchElementException("no world '" + name + "'"));
    }

    /** Closes a lab and removes it from disk. */
    public synchronized void delete(String name) throws IOException {
        need(name).close();
        open.remove(name);
        worlds.delete(name);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Lab::close);
        open.clear();
    }
}

package io.homelab.simulator.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A world in a directory of its own. */
public final class DiskWorld implements World, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DiskWorld.class);

    private final WorldOptions options;
    private final Path directory;
    private final List<Guest.System> systems;
    private final DiskStore store;
    private final JumpingClock clock;
    private final LoopbackLan lan;
    private final ScaledPhysics physics;
    private final ArmedFaults faults = new ArmedFaults();
    private final FileCallLog calls;

    private DiskWorld(Path directory, DiskStore store, WorldOptions options, List<Guest.System> systems)
            throws IOException {
        this.directory = directory;
        this.store = store;
        this.options = options;
        this.systems = systems;
        clock = new JumpingClock(store);
        calls = new FileCallLog(directory.resolve("calls.jsonl"), clock);
        lan = new LoopbackLan(store, options.dhcp());
        physics = new ScaledPhysics(options.name(), clock, options.factor());
        store.commit();
    }

    static DiskWorld create(Path directory, WorldOptions options, List<Guest.System> systems) throws IOException {
        Files.createDirectories(directory);
        var store = new DiskStore(directory.resolve("world.mv"));
        new Documents<>(store, "world", WorldOptions.class).put("options", options);
        return start(directory, store, options, systems);
    }

    static DiskWorld reopen(Path directory, List<Guest.System> systems) throws IOException {
        var store = new DiskStore(directory.resolve("world.mv"));
        var options = new Documents<>(store, "world", WorldOptions.class)
                .get("options")
                .orElseThrow(() -> new IOException("no world was made in " + directory));
        return start(directory, store, options, systems);
    }

    private static DiskWorld start(Path directory, DiskStore store, WorldOptions options, List<Guest.System> systems)
            throws IOException {
        try {
            return new DiskWorld(directory, store, options, systems);
        } catch (IOException | RuntimeException e) {
            store.abandon();
            throw e;
        }
    }

    @Override
    public String name() {
        return options.name();
    }

    public WorldOptions options() {
        return options;
    }

    /** Where faces may keep large files. */
    public Path directory() {
        return directory;
    }

    /** What can boot in this world. */
    public List<Guest.System> systems() {
        return systems;
    }

    @Override
    public LoopbackLan lan() {
        return lan;
    }

    @Override
    public JumpingClock clock() {
        return clock;
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public ScaledPhysics physics() {
        return physics;
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public CallLog calls() {
        return calls;
    }

    /** Stops the world; what was committed can be reopened. */
    @Override
    public void close() {
        stop();
        store.close();
    }

    /** Ends the world as {@code kill -9} would: nothing is written any more. */
    public void abandon() {
        stop();
        store.abandon();
    }

    private void stop() {
        physics.close();
        try {
            lan.close();
        } catch (IOException e) {
            log.warn("the range {} was not given back: {}", lan.cidr(), e.getMessage());
        }
    }
}

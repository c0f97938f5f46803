package io.homelab.simulator.zfs;

import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import io.homelab.simulator.zfs.PoolDocument.Dataset;
import io.homelab.simulator.zfs.PoolDocument.Disk;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The pools of the first node of a cluster. */
public final class Pools {
    private static final Duration HISTORY = Duration.ofDays(40);
    private static final String SINCE = "since";

    private final DiskWorld world;
    private final Documents<PoolDocument> documents;
    private final Documents<Long> sanoid;
    private final Documents<String> zone;
    private final Map<String, ShellAnswer> words = new ConcurrentHashMap<>();

    public Pools(DiskWorld world) {
        this.world = world;
        documents = new Documents<>(world.store(), "zfs-pools", PoolDocument.class);
        sanoid = new Documents<>(world.store(), "zfs-sanoid", Long.class);
        zone = new Documents<>(world.store(), "zfs-zone", String.class);
    }

    Instant now() {
        return world.clock().now();
    }

    /** The time zone of the host. */
    public synchronized ZoneId zone() {
        return ZoneId.of(zone.get("zone").orElse("UTC"));
    }

    /** Sets the clock on its wall. */
    public synchronized void zone(String name) {
        zone.put("zone", ZoneId.of(name).getId());
        world.store().commit();
    }

    /** Makes a pool of two disks that is as old as the lab's oldest memory: sanoid has taken its snapshots all the while. */
    public synchronized void make(String name, long size, Map<String, Map<String, Integer>> datasets) {
        all();
        var fresh = new TreeMap<String, Dataset>();
        fresh.put(name, new Dataset(Map.of(), false, List.of()));
        datasets.forEach((dataset, keep) ->
                fresh.put(dataset, SanoidTimer.ran(new Dataset(keep, true, List.of()), now().minus(HISTORY), now())));
        var disks = List.of(
                new Disk("/dev/disk/by-id/ata-SIM_0001-part1", "ONLINE", 0, 0, 0, null),
                new Disk("/dev/disk/by-id/ata-SIM_0002-part1", "ONLINE", 0, 0, 0, null));
        documents.put(
                name,
                new PoolDocument(
                        name,
                        size,
                        size / 3,
                        disks,
                        "No known data errors",
                        ScanLine.scrubbed(now(), zone(), 0),
                        fresh));
        world.store().commit();
    }

    /** All of them, with the snapshots that sanoid has taken since anybody looked. */
    public synchronized List<PoolDocument> all() {
        var now = now();
        var running = sanoid.get("stopped").isEmpty();
        var since = sanoid.get(SINCE).map(Instant::ofEpochSecond).orElse(now);
        if (running && now.isAfter(since)) {
            documents
                    .all()
                    .forEach(pool -> documents.put(
                            pool.name(), pool.eachDataset(dataset -> SanoidTimer.ran(dataset, since, now))));
        }
        sanoid.put(SINCE, now.getEpochSecond());
        world.store().commit();
        return documents.all();
    }

    /** One of them. */
    public synchronized Optional<PoolDocument> find(String name) {
        return all().stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    /** Something happens to a pool. */
    public synchronized void change(String name, UnaryOperator<PoolDocument> change) {
        var pool = find(name).orElseThrow(() -> new NoSuchElementException("no pool '" + name + "'"));
        documents.put(name, change.apply(pool));
        world.store().commit();
    }

    /** It is exported, or its disks are taken away. */
    public synchronized void remove(String name) {
        documents.remove(name);
        world.store().commit();
    }

    /** Sanoid's timer is stopped, as if it had been for that long: no snapshot is younger. */
    public synchronized void stopSanoid(Duration ago) {
        var from = now().minus(ago).getEpochSecond();
        all().forEach(pool -> documents.put(
                pool.name(),
                pool.eachDataset(dataset -> dataset.with(dataset.snapshots().stream()
                        .filter(snap -> snap.at() < from)
                        .toList()))));
        sanoid.put("stopped", now().getEpochSecond());
        world.store().commit();
    }

    /** It runs again, and takes at once what is due. */
    public synchronized void startSanoid() {
        all();
        sanoid.remove("stopped");
        sanoid.put(SINCE, now().minus(Duration.ofMinutes(15)).getEpochSecond());
        world.store().commit();
    }

    /** Instead of its answer, a command says this from now on; null: its own again. */
    public void say(String command, Optional<ShellAnswer> answer) {
        answer.ifPresentOrElse(each -> words.put(command, each), () -> words.remove(command));
    }

    Optional<ShellAnswer> said(String command) {
        return Optional.ofNullable(words.get(command));
    }
}

package io.homelab.simulator.zfs;

import io.homelab.simulator.zfs.PoolDocument.Dataset;
import io.homelab.simulator.zfs.PoolDocument.Snap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What sanoid 2.1.0 prints when it is asked by its monitors, with the limits of sanoid.defaults.conf and an empty cache. */
final class SanoidMonitor {
    private static final Map<String, List<Duration>> LIMITS = new LinkedHashMap<>();

    static {
        LIMITS.put("monthly", List.of(Duration.ofDays(32), Duration.ofDays(40)));
        LIMITS.put("daily", List.of(Duration.ofHours(28), Duration.ofHours(32)));
        LIMITS.put("hourly", List.of(Duration.ofMinutes(90), Duration.ofMinutes(360)));
    }

    private final Pools pools;

    SanoidMonitor(Pools pools) {
        this.pools = pools;
    }

    ShellAnswer run(List<String> words) {
        return switch (String.join(" ", words)) {
            case "sanoid --monitor-snapshots" -> snapshots();
            case "sanoid --monitor-health" -> health();
            default -> new ShellAnswer(2, "", "Unknown option: " + words.getLast() + "\n");
        };
    }

    private ShellAnswer snapshots() {
        var paths = new ArrayList<String>();
        var said = new ArrayList<String>();
        var level = 0;
        for (var pool : pools.all()) {
            for (var each : pool.datasets().entrySet()) {
                if (each.getValue().configured()) {
                    paths.add(each.getKey());
                    level = Math.max(level, complaints(each.getKey(), each.getValue(), said));
                }
            }
        }
        said.sort(String.CASE_INSENSITIVE_ORDER);
        paths.sort(String.CASE_INSENSITIVE_ORDER);
        return new ShellAnswer(
                level,
                (said.isEmpty()
                                ? "OK: all monitored datasets (" + String.join(", ", paths) + ") have fresh snapshots"
                                : String.join(", ", said))
                        + "\n",
                "");
    }

    private int complaints(String path, Dataset dataset, List<String> said) {
        var level = 0;
        for (var limit : LIMITS.entrySet()) {
            var kind = limit.getKey();
            var warn = limit.getValue().getFirst();
            var crit = limit.getValue().getLast();
            if (dataset.keep().getOrDefault(kind, 0) > 0) {
                var newest = dataset.snapshots().stream()
                        .filter(snap -> snap.kind().equals(kind))
                        .mapToLong(Snap::at)
                        .max();
                if (newest.isEmpty()) {
                    said.add("CRIT: " + path + " has no " + kind + " snapshots at all!");
                    level = 2;
                } else {
                    var age = Duration.ofSeconds(pools.now().getEpochSecond() - newest.getAsLong());
                    if (age.compareTo(warn) > 0) {
                        var critical = age.compareTo(crit) > 0;
                        said.add((critical ? "CRIT: " : "WARN: ") + path + " newest " + kind + " snapshot is "
                                + text(age) + " old (should be < " + text(critical ? crit : warn) + ")");
                        level = Math.max(level, critical ? 2 : 1);
                    }
                }
            }
        }
        return level;
    }

    private static String text(Duration age) {
        var days = age.toDays();
        var hours = age.toHoursPart();
        var minutes = age.toMinutesPart();
        return (days > 0 ? days + "d " : "")
                + (days > 0 || hours > 0 ? hours + "h " : "")
                + (days > 0 || hours > 0 || minutes > 0 ? minutes + "m " : "")
                + age.toSecondsPart() + "s";
    }

    private ShellAnswer health() {
        var level = 0;
        var said = new ArrayList<String>();
        for (var pool : pools.all()) {
            if (pool.datasets().values().stream().noneMatch(Dataset::configured)) {
                continue;
            }
            var works = pool.state().equals("ONLINE");
            var counted = pool.disks().stream()
                    .filter(disk -> disk.read() + disk.write() + disk.checksum() > 0)
                    .map(disk -> "(" + disk.name() + ":cksum errors) ")
                    .collect(Collectors.joining());
            var own = works ? counted.isEmpty() ? 0 : 1 : pool.state().equals("DEGRADED") ? 1 : 2;
            level = Math.max(level, own);
            var sick = works
                    ? counted
                    : "<mirror-0:" + pool.state() + "> "
                            + pool.disks().stream()
                                    .filter(disk -> !disk.works())
                                    .map(disk -> disk.name() + ":" + disk.state() + " ")
                                    .collect(Collectors.joining());
            said.add(List.of("OK", "WARNING", "CRITICAL").get(own)
                    + " ZPOOL %s : %s {Size:%s Free:%s Cap:%d%%} %s"
                            .formatted(
                                    pool.name(),
                                    pool.state(),
                                    HostShell.tera(pool.size()),
                                    HostShell.tera(HostShell.free(pool)),
                                    HostShell.percent(pool),
                                    sick));
        }
        return new ShellAnswer(
                level,
                List.of("", "*** WARNING *** ", "*** CRITICAL *** ").get(level) + String.join(", ", said) + "\n",
                "");
    }
}

package io.homelab.simulator.zfs;

import io.homelab.simulator.zfs.PoolDocument.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The commands of the host, as the user that SSH lets in may run them. */
final class HostShell {
    private final Pools pools;

    HostShell(Pools pools) {
        this.pools = pools;
    }

    ShellAnswer run(String command) {
        var told = pools.said(command);
        if (told.isPresent()) {
            return told.get();
        }
        var words = List.of(command.strip().split("\\s+"));
        return switch (words.getFirst()) {
            case "zfs" -> zfs(words);
            case "zpool" -> zpool(words);
            case "sanoid" -> new SanoidMonitor(pools).run(words);
            default -> new ShellAnswer(127, "", "sh: 1: " + words.getFirst() + ": not found\n");
        };
    }

    private ShellAnswer zfs(List<String> words) {
        var out = new StringBuilder();
        switch (String.join(" ", words)) {
            case "zfs list -Hp -t filesystem,volume -o name" ->
                pools.all().forEach(pool -> pool.datasets().keySet().forEach(name -> out.append(name)
                        .append('\n')));
            case "zfs list -Hp -t snapshot -o name,creation" -> snapshots(out, "%s@%s\t%d\n");
            case "zfs get -Hrpt snapshot creation" -> snapshots(out, "%s@%s\tcreation\t%d\t-\n");
            default -> {
                return new ShellAnswer(
                        2, "", "the simulator's zfs has no such command: " + String.join(" ", words) + "\n");
            }
        }
        return ShellAnswer.ok(out.toString());
    }

    private void snapshots(StringBuilder out, String line) {
        pools.all().forEach(pool -> pool.datasets().forEach((name, dataset) -> dataset.snapshots()
                .forEach(snap -> out.append(line.formatted(name, snap.name(), snap.at())))));
    }

    private ShellAnswer zpool(List<String> words) {
        var pool = pools.find(words.getLast());
        if (pool.isEmpty()) {
            return new ShellAnswer(1, "", "cannot open '" + words.getLast() + "': no such pool\n");
        }
        return switch (String.join(" ", words.subList(1, words.size() - 1))) {
            case "list -o name,size,cap,health,free" -> ShellAnswer.ok(list(pool.get()));
            case "status", "status -P" -> ShellAnswer.ok(status(pool.get()));
            default ->
                new ShellAnswer(2, "", "the simulator's zpool has no such command: " + String.join(" ", words) + "\n");
        };
    }

    private static String list(PoolDocument pool) {
        return "NAME    SIZE    CAP    HEALTH   FREE\n"
                + "%s   %s    %d%%    %s  %s\n"
                        .formatted(pool.name(), tera(pool.size()), percent(pool), pool.state(), tera(free(pool)));
    }

    static long free(PoolDocument pool) {
        return pool.size() - pool.allocated();
    }

    static long percent(PoolDocument pool) {
        return pool.allocated() * 100 / pool.size();
    }

    static String tera(long bytes) {
        return String.format(Locale.ROOT, "%.1fT", bytes / (double) (1L << 40));
    }

    private static String status(PoolDocument pool) {
        var lines = new ArrayList<String>();
        lines.add("  pool: " + pool.name());
        lines.add(" state: " + pool.state());
        PoolStatus.trouble(pool).ifPresent(trouble -> {
            lines.add("status: " + trouble.status());
            lines.add("action: " + trouble.action());
        });
        lines.add("  scan: " + pool.scan());
        lines.add("config:");
        lines.add("");
        lines.add("\tNAME   STATE     READ WRITE CKSUM");
        lines.add("\t%s  %s       0     0     0".formatted(pool.name(), pool.state()));
        lines.add("\t  mirror-0  %s       0     0     0".formatted(pool.state()));
        for (var disk : pool.disks()) {
            lines.add("\t    " + line(disk));
        }
        lines.add("\tspares");
        lines.add("\t  " + PoolStatus.SPARE + "  AVAIL");
        lines.add("");
        lines.add("errors: " + pool.errors());
        return String.join("\n", lines) + "\n";
    }

    private static String line(Disk disk) {
        return "%s  %s       %d     %d     %d%s"
                .formatted(
                        disk.name(),
                        disk.state(),
                        disk.read(),
                        disk.write(),
                        disk.checksum(),
                        disk.message() == null ? "" : "  " + disk.message());
    }
}

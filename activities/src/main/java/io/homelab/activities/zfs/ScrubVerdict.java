package io.homelab.activities.zfs;

import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Whether all of a pool was read not long ago. */
final class ScrubVerdict {
    private static final String CHECK = "scrub";
    /** Clocks of a lab differ by that much and nobody is hurt. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final PoolState pool;
    private final Duration within;
    private final Instant now;
    private final ScrubMemory memory;

    ScrubVerdict(PoolState pool, Duration within, Instant now, ScrubMemory memory) {
        this.pool = pool;
        this.within = within;
        this.now = now;
        this.memory = memory;
    }

    BackupCheck verdict() {
        var zone = pool.zoneName();
        if (zone.isEmpty()) {
            return unknown("the host does not say in which time zone it writes dates", "timedatectl on the host");
        }
        try {
            return of(Scan.of(pool.scan(), ZoneId.of(zone.get())));
        } catch (DateTimeException e) {
            return unknown("the host writes dates in a time zone that nobody knows: " + zone.get(), "timedatectl");
        }
    }

    private BackupCheck of(Scan scan) {
        return switch (scan) {
            case Scan.Scrubbed scrubbed -> {
                memory.keep(pool.name(), scrubbed);
                yield scrubbed(scrubbed);
            }
            case Scan.Never _ -> fail("it was never scrubbed", start());
            case Scan.Scrubbing(var words) -> hidden("a scrub is under way", words, "look again when it has ended");
            case Scan.Canceled(var words) -> hidden("the last scrub was stopped", words, start());
            case Scan.Resilver(var words) -> hidden("a device was filled anew", words, start());
            case Scan.Unreadable(var words) -> unknown("ZFS says of scrubs what we do not know: " + words, start());
        };
    }

    /** ZFS forgets when a scrub ended as soon as the next scan begins; we may have seen it before. */
    private BackupCheck hidden(String why, String words, String remedy) {
        var last = memory.last(pool.name()).map(this::scrubbed);
        if (last.filter(check -> check.verdict() == CheckVerdict.PASS).isPresent()) {
            return BackupCheck.pass(pool.name(), CHECK, last.get().seen() + "; since then: " + words);
        }
        return unknown(
                why + ", and ZFS forgets when one ended before"
                        + last.map(check -> " (as it was seen: " + check.seen() + ")")
                                .orElse("") + ": " + words,
                remedy);
    }

    private BackupCheck scrubbed(Scan.Scrubbed scrub) {
        var age = Duration.between(scrub.at(), now);
        var seen = "the last scrub ended " + Ages.text(age.abs()) + (age.isNegative() ? " ahead of now" : " ago")
                + ", repaired " + scrub.repaired() + " and met " + scrub.errors() + " errors";
        if (scrub.errors() > 0) {
            return fail(
                    seen, "zpool status -v on the host names the files: restore them from a backup, then scrub again");
        }
        if (age.isNegative() && age.abs().compareTo(SKEW) > 0) {
            return fail(seen, "set the clock of the host, or of this machine");
        }
        return age.compareTo(within) > 0
                ? fail(seen + ", and may be " + Ages.text(within) + " ago", start())
                : BackupCheck.pass(pool.name(), CHECK, seen);
    }

    private String start() {
        return "zpool scrub " + pool.name() + " on the host, and see why its timer does not: systemctl list-timers";
    }

    private BackupCheck fail(String seen, String remedy) {
        return BackupCheck.fail(pool.name(), CHECK, seen, List.of(), remedy);
    }

    private BackupCheck unknown(String seen, String remedy) {
        return BackupCheck.unknown(pool.name(), CHECK, seen, remedy);
    }
}

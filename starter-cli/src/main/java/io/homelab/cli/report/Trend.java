package io.homelab.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last drills of an application, the oldest first.
 *
 * @param set or cluster
 * @param application a namespace, or the source of a set
 * @param sample whether a sample of files came back, and not all of it
 */
public record Trend(String set, String application, boolean sample, List<Drill> drills) {
    public Trend {
        drills = List.copyOf(drills);
    }

    /**
     * One drill.
     *
     * @param from the snapshot or backup
     * @param what came back
     * @param recovery until it was back: RTO
     * @param lost how old the backup was, which is what an outage would lose: RPO; null when nobody noted it
     * @param findings how many things were wrong; it did not come back whole when there are any
     */
    public record Drill(
            Instant at,
            String run,
            String from,
            String what,
            Duration recovery,
            @Nullable Duration lost,
            long findings) {
        boolean whole() {
            return findings == 0;
        }
    }

    /** How long what came back whole needed. */
    public String recoveryWords(Function<Duration, String> text) {
        return words(drills.stream().filter(Drill::whole).map(Drill::recovery).toList(), text);
    }

    /** How old what came back whole was. */
    public String lostWords(Function<Duration, String> text) {
        var times = new ArrayList<Duration>();
        for (var drill : drills) {
            if (drill.whole() && drill.lost() != null) {
                times.add(drill.lost());
            }
        }
        return words(times, text);
    }

    private static String words(List<Duration> times, Function<Duration, String> text) {
        if (times.isEmpty()) {
            return "not measured yet";
        }
        var sorted = times.stream().sorted().toList();
        return "last " + text.apply(times.getLast()) + ", median " + text.apply(sorted.get((sorted.size() - 1) / 2))
                + ", longest " + text.apply(sorted.getLast());
    }
}

package io.homelab.cli.report;

import io.homelab.cli.report.Trend.Drill;
import io.homelab.workflows.backup.Sizes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines that drills of namespaces and of samples leave. */
final class DrillLines {
    /** So many drills of an application are a trend; older ones tell of another house. */
    private static final int LAST = 10;

    private DrillLines() {}

    /** One drill: of a namespace when it names one, else of a sample of a source's files. */
    record Line(
            @Nullable Instant at,
            @Nullable String run,
            @Nullable String namespace,
            @Nullable String source,
            @Nullable String backup,
            @Nullable String snapshot,
            @Nullable Long items,
            @Nullable Long files,
            @Nullable Long bytes,
            @Nullable Long recoveryMillis,
            @Nullable Long millis,
            @Nullable Long lostMillis,
            @Nullable Long findings) {
        private String application() {
            return namespace == null ? Objects.requireNonNullElse(source, "") : namespace;
        }

        private Drill drill(Instant when) {
            return namespace == null
                    ? drill(when, snapshot, number(files) + " files, " + Sizes.text(number(bytes)), millis)
                    : drill(when, backup, number(items) + " items", recoveryMillis);
        }

        private Drill drill(Instant when, @Nullable String from, String what, @Nullable Long recovery) {
            return new Drill(
                    when,
                    Objects.requireNonNullElse(run, ""),
                    Objects.requireNonNullElse(from, ""),
                    what,
                    Duration.ofMillis(number(recovery)),
                    lostMillis == null ? null : Duration.ofMillis(lostMillis),
                    number(findings));
        }

        private static long number(@Nullable Long value) {
            return value == null ? 0 : value;
        }
    }

    /** Trends by application, in the order of their names. */
    static List<Trend> trends(String set, List<Line> lines, Instant until) {
        var samples = new TreeMap<String, Map<String, Drill>>();
        var namespaces = new TreeMap<String, Map<String, Drill>>();
        for (var line : lines) {
            if (line.at() != null && !line.at().isAfter(until)) {
                var drill = line.drill(line.at());
                var byRun = (line.namespace() == null ? samples : namespaces)
                        .computeIfAbsent(line.application(), name -> new LinkedHashMap<>());
                byRun.remove(drill.run()); // a run that went on after a death has drilled once more
                byRun.put(drill.run(), drill);
            }
        }
        var trends = new ArrayList<Trend>();
        namespaces.forEach((name, drills) -> trends.add(trend(set, name, false, drills)));
        samples.forEach((name, drills) -> trends.add(trend(set, name, true, drills)));
        return trends;
    }

    private static Trend trend(String set, String application, boolean sample, Map<String, Drill> byRun) {
        var drills = List.copyOf(byRun.values());
        return new Trend(set, application, sample, drills.subList(Math.max(0, drills.size() - LAST), drills.size()));
    }
}

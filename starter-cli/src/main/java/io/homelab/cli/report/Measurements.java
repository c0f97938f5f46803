package io.homelab.cli.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the worker has measured and keeps beside its evidence, unsigned: drills, and which packs were read when. */
public final class Measurements {
    private final Path evidence;

    public Measurements(Path evidence) {
        this.evidence = evidence;
    }

    /**
     * What there is of some sets.
     *
     * @param problems files that could not be read: they keep no report from being shown
     */
    record Measured(List<UnreadPack> unread, List<Trend> drills, List<String> problems) {}

    /** Drills after {@code until} belong to later reports. */
    Measured of(Set<String> sets, Instant until) {
        var problems = new ArrayList<String>();
        var unread = new ArrayList<UnreadPack>();
        var packs = LineFiles.in(evidence.resolve("packs"), PackLines.Line.class);
        packs.read(sets, problems)
                .forEach((set, lines) -> PackLines.oldest(set, lines).ifPresent(unread::add));
        var drills = new ArrayList<Trend>();
        var files = LineFiles.in(evidence.resolve("drills"), DrillLines.Line.class);
        files.read(sets, problems).forEach((set, lines) -> drills.addAll(DrillLines.trends(set, lines, until)));
        return new Measured(unread, drills, problems);
    }
}

package io.homelab.cli.report;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is shown of a verification: what was signed, and beside it what was measured.
 *
 * @param file the envelope's name
 * @param digest SHA-256 of the envelope
 * @param key SHA-256 of the public key that it is signed by
 * @param only the one set that is shown; null for all of the report
 * @param verdict the worst of what is shown
 * @param unread the pack of each set that nobody has read for the longest time, as the ledger stands now
 * @param drills up to the report
 * @param notes what a reader must know besides
 */
public record ReportView(
        String file,
        String digest,
        String key,
        Instant recordedAt,
        String lab,
        String run,
        boolean simulated,
        boolean full,
        Duration took,
        @Nullable String only,
        CheckVerdict verdict,
        List<SetVerdict> sets,
        List<BackupCheck> checks,
        List<UnreadPack> unread,
        List<Trend> drills,
        List<String> notes) {
    public ReportView {
        sets = List.copyOf(sets);
        checks = List.copyOf(checks);
        unread = List.copyOf(unread);
        drills = List.copyOf(drills);
        notes = List.copyOf(notes);
    }

    /** What the checks of a set come to. */
    public record SetVerdict(String set, CheckVerdict verdict, int passed, int failed, int unknown) {
        private static SetVerdict of(String set, List<BackupCheck> checks) {
            return new SetVerdict(
                    set,
                    worst(checks),
                    count(checks, CheckVerdict.PASS),
                    count(checks, CheckVerdict.FAIL),
                    count(checks, CheckVerdict.UNKNOWN));
        }
    }

    /** Of a report, or of one set of it. */
    public static ReportView of(SignedReport signed, @Nullable String only, Measurements measured) {
        var report = signed.report();
        var checks = report.checks().stream()
                .filter(check -> only == null || check.set().equals(only))
                .toList();
        var bySet = checks.stream()
                .collect(Collectors.groupingBy(BackupCheck::set, LinkedHashMap::new, Collectors.toList()));
        var seen = measured.of(bySet.keySet(), signed.recordedAt());
        var notes = new ArrayList<>(seen.problems());
        notes.addAll(signed.elsewhere());
        Optional.ofNullable(report.heartbeat()).ifPresent(notes::add);
        return new ReportView(
                signed.file(),
                signed.digest(),
                signed.key(),
                signed.recordedAt(),
                report.lab(),
                report.run(),
                report.simulated(),
                report.full(),
                report.time().total(),
                only,
                only == null ? report.verdict() : worst(checks),
                bySet.entrySet().stream()
                        .map(set -> SetVerdict.of(set.getKey(), set.getValue()))
                        .toList(),
                checks,
                seen.unread(),
                seen.drills(),
                notes);
    }

    /** The sets that a report has looked at. */
    public static Set<String> setsOf(SignedReport signed) {
        return signed.report().checks().stream().map(BackupCheck::set).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is not right, or not known. */
    List<BackupCheck> findings() {
        return checks.stream()
                .filter(check -> check.verdict() != CheckVerdict.PASS)
                .toList();
    }

    /** The checks of a set. */
    List<BackupCheck> checksOf(String set) {
        return checks.stream().filter(check -> check.set().equals(set)).toList();
    }

    int count(CheckVerdict verdict) {
        return count(checks, verdict);
    }

    private static int count(List<BackupCheck> checks, CheckVerdict verdict) {
        return (int) checks.stream().filter(check -> check.verdict() == verdict).count();
    }

    /** Without any check, nothing is known. */
    private static CheckVerdict worst(List<BackupCheck> checks) {
        return checks.stream().map(BackupCheck::verdict).max(Enum::compareTo).orElse(CheckVerdict.UNKNOWN);
    }
}

package io.homelab.cli.report;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.progress.TimeSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A directory of evidence, and what a verification has seen of the sets in it. */
public final class SeenInTest {
    public static final Instant NIGHT = Instant.parse("2026-11-25T03:09:00Z");

    private final Path evidence;

    public SeenInTest(Path evidence) {
        this.evidence = evidence;
    }

    public static BackupReport report(String run, boolean simulated, CheckVerdict verdict, BackupCheck... checks) {
        var time = new TimeSplit(Duration.ofSeconds(540), Duration.ZERO, Duration.ZERO);
        return new BackupReport(1, run, "home", "snapshot", simulated, false, verdict, List.of(checks), time, null);
    }

    static SignedReport signed(boolean simulated, CheckVerdict verdict, BackupCheck... checks) {
        return new SignedReport(
                "000002-backups.json",
                "d".repeat(64),
                "e".repeat(64),
                NIGHT,
                report("backups/0199-run", simulated, verdict, checks),
                List.of());
    }

    ReportView view(SignedReport signed, @Nullable String set) {
        return ReportView.of(signed, set, new Measurements(evidence));
    }

    /** As the worker's drills of namespaces write them. */
    void namespace(String cluster, Instant at, String run, String namespace, long recovery, long lost, int findings)
            throws IOException {
        lines("drills/" + cluster + ".jsonl", """
                {"at":"%s","run":"%s","namespace":"%s","backup":"nightly-1","items":16,"recoveryMillis":%d,"lostMillis":%d,"findings":%d}
                """.formatted(at, run, namespace, recovery, lost, findings));
    }

    /** As the worker's drills of samples write them, with the fields of an earlier version. */
    void sample(String set, Instant at, String run, long millis) throws IOException {
        lines("drills/" + set + ".jsonl", """
                {"at":"%s","run":"%s","source":"host nas","snapshot":"1a2b3c4d","files":5,"bytes":2097152,"millis":%d,"findings":0,"end":"ff"}
                """.formatted(at, run, millis));
    }

    /** As the worker's audit writes them. */
    void pack(String set, char id, @Nullable Instant seen, @Nullable Instant verified) throws IOException {
        lines("packs/" + set + ".jsonl", """
                {"pack":"%s","bytes":1048576,"seen":%s,"verified":%s}
                """.formatted(String.valueOf(id).repeat(64), json(seen), json(verified)));
    }

    void lines(String file, String lines) throws IOException {
        var path = evidence.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + lines);
    }

    private static String json(@Nullable Instant moment) {
        return moment == null ? "null" : "\"" + moment + "\"";
    }
}

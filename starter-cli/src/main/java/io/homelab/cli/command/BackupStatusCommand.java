package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Durations;
import io.homelab.cli.output.Table;
import io.homelab.cli.schedule.ProofWatches;
import io.homelab.lab.definition.Lab;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.proof.ProofWatch;
import io.homelab.workflows.backup.proof.ProofWatch.WatchedSet;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** When each set was last proved, from the watch; what is unread, from the evidence. */
@Command(
        name = "status",
        description = {
            "When each backup set was last proved, when the next proof is overdue, and what its last coverage check said.",
            "Exits 2 when one is overdue, or nobody watches although the lab file promises proofs."
        })
public final class BackupStatusCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Session session;

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupStatusCommand(Session session) {
        this.session = session;
    }

    private record Row(
            String set,
            @Nullable Instant proved,
            @Nullable String run,
            @Nullable Instant due,
            boolean overdue,
            @Nullable String coverage) {}

    private record Status(boolean watched, List<Row> sets) {}

    @Override
    public Integer call() {
        var lab = CurrentLab.read(session);
        var watch = session.connected(connection -> new ProofWatches(connection.client()).find());
        var status = new Status(watch.isPresent(), rows(lab, watch));
        if (!output.print(session, "homelab/backup-status/v1", status)) {
            print(status, lab);
        }
        var silent = !status.watched() && ProofWatches.isWanted(lab);
        return silent || status.sets().stream().anyMatch(Row::overdue)
                ? ExitCode.FINDINGS.code()
                : ExitCode.DONE.code();
    }

    private List<Row> rows(Lab lab, Optional<ProofWatch> watch) {
        if (lab.backups() == null) {
            return List.of();
        }
        var now = Instant.now();
        var watched = new HashMap<String, WatchedSet>();
        watch.ifPresent(there -> there.sets().forEach(set -> watched.put(set.set(), set)));
        var coverage = coverage();
        return Stream.concat(lab.backups().sets().keySet().stream(), lab.backups().pools().keySet().stream())
                .map(name -> row(name, watched.get(name), coverage.get(name), now))
                .toList();
    }

    private static Row row(String name, @Nullable WatchedSet set, @Nullable String coverage, Instant now) {
        return set == null
                ? new Row(name, null, null, null, false, coverage)
                : new Row(name, set.proved(), set.run(), set.due(), !set.due().isAfter(now), coverage);
    }

    /** The words of the last signed coverage check by set; none when nothing was signed yet. */
    private Map<String, String> coverage() {
        var words = new HashMap<String, String>();
        var directory = session.controlPlane().places().state().resolve("evidence");
        if (!Files.isDirectory(directory)) {
            return words;
        }
        var files = EvidenceFiles.at(session, null);
        files.check(null).statements().stream()
                .filter(statement -> statement.about().startsWith("backups/"))
                .map(statement -> EvidenceFiles.of(session, files.directory().resolve(statement.file()))
                        .statement()
                        .at("/predicate/report"))
                .map(report -> JSON.treeToValue(report, BackupReport.class))
                .flatMap(report -> report.checks().stream())
                .filter(check -> check.check().equals("coverage"))
                .forEach(check -> words.put(check.set(), check.seen()));
        return words;
    }

    private void print(Status status, Lab lab) {
        var now = Instant.now();
        var table = new Table("SET", "PROVED", "NEXT", "COVERAGE");
        status.sets()
                .forEach(row -> table.row(
                        row.set(),
                        row.proved() == null ? "not yet" : age(row.proved(), now) + " ago",
                        row.due() == null ? "-" : (row.overdue() ? "OVERDUE since " : "due by ") + row.due(),
                        row.coverage() == null ? "-" : row.coverage()));
        if (status.sets().isEmpty()) {
            session.console().result("the lab file has no backups");
            return;
        }
        table.lines().forEach(session.console()::result);
        if (!status.watched()) {
            session.console()
                    .say(
                            ProofWatches.isWanted(lab)
                                    ? "nobody watches — homelab schedule apply"
                                    : "nobody watches: the lab file promises no proofs");
        }
    }

    private static String age(Instant then, Instant now) {
        return Durations.text(Duration.between(then, now));
    }
}

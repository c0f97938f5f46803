package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.command.EvidenceFiles.Check;
import io.homelab.cli.command.EvidenceFiles.Finding;
import io.homelab.cli.command.EvidenceFiles.Item;
import io.homelab.cli.report.ReportView;
import io.homelab.cli.report.SignedReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The reports of verifications in a directory of evidence, after it was checked by the code that wrote it. One that does not
 * verify is not shown, and none that is younger than the one that is shown may be hidden by it.
 */
final class VerificationReports {
    /** Neither those of one set, which are of restores and backups, nor those of removed locks. */
    private static final String ABOUT = "backups/[^/]+";

    private static final String ALL = "homelab evidence verify says all of it";
    private static final int NAMED = 3;

    private final EvidenceFiles files;
    private final Check check;

    VerificationReports(EvidenceFiles files, Check check) {
        this.files = files;
        this.check = check;
    }

    /** The youngest, or the youngest that has looked at a set. */
    SignedReport newest(@Nullable String set) {
        var sets = new TreeSet<String>();
        for (var item : verifications().reversed()) {
            var report = read(item);
            sets.addAll(ReportView.setsOf(report));
            if (set == null || sets.contains(set)) {
                refuse(hiding(item), ALL + ", --file NAME shows one report that is signed");
                return report;
            }
        }
        refuse(check.findings(), ALL);
        throw set == null || sets.isEmpty() ? none() : unknownSet(set, sets);
    }

    /** That of a run: its workflow id and run id, or one of them. */
    SignedReport ofRun(String run, @Nullable String set) {
        for (var item : verifications().reversed()) {
            var report = read(item);
            if (isOf(report.report().run(), run)) {
                refuse(check.only(item.file()).findings(), ALL);
                return holding(report, set);
            }
        }
        refuse(check.findings(), ALL);
        throw new CommandFailure(
                ExitCode.USAGE,
                "there is no report of a verification " + run + " in " + files.directory()
                        + " — homelab evidence list");
    }

    /** That of the one envelope that the files name. */
    SignedReport named(String name, @Nullable String set) {
        refuse(check.only(name).findings(), ALL);
        var item = check.statements().stream()
                .filter(there -> there.file().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        name + " is no statement of the chain in " + files.directory() + " — homelab evidence list"));
        if (!item.about().matches(ABOUT)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    name + " is about " + item.about() + " and no report of a verification — homelab evidence show "
                            + name);
        }
        return holding(read(item), set);
    }

    private SignedReport holding(SignedReport report, @Nullable String set) {
        var sets = ReportView.setsOf(report);
        if (set != null && !sets.contains(set)) {
            throw unknownSet(set, sets);
        }
        return report;
    }

    private static boolean isOf(String run, String wanted) {
        return run.equals(wanted) || run.endsWith("/" + wanted) || run.startsWith(wanted + "/");
    }

    private List<Item> verifications() {
        return check.statements().stream()
                .filter(item -> item.problem() == null && item.about().matches(ABOUT))
                .toList();
    }

    private SignedReport read(Item item) {
        return new SignedStatement(files.directory(), item).report(elsewhere());
    }

    /** What is wrong with others; that is told, and makes its own signature no worse. */
    private List<String> elsewhere() {
        return check.findings().isEmpty()
                ? List.of()
                : List.of("not all of the other evidence is as it was written: " + words(check.findings())
                        + " — homelab evidence verify");
    }

    /** What concerns it, the chain or the key, or may be a younger report that somebody does not want to be seen. */
    private List<Finding> hiding(Item item) {
        return check.findings().stream()
                .filter(finding -> !isBefore(finding, item))
                .toList();
    }

    private boolean isBefore(Finding finding, Item item) {
        for (var there : check.statements()) {
            if (there.file().equals(item.file())) {
                return false;
            }
            if (there.file().equals(finding.file())) {
                return true;
            }
        }
        return false;
    }

    private void refuse(List<Finding> findings, String remedy) {
        if (!findings.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FINDINGS,
                    "no report is shown, the evidence in " + files.directory() + " is not as it was signed: "
                            + words(findings) + " — " + remedy);
        }
    }

    private static String words(List<Finding> findings) {
        var named = findings.stream()
                .limit(NAMED)
                .map(finding -> finding.file() + " " + finding.why())
                .collect(Collectors.joining("; "));
        return named
                + Optional.of(findings.size() - NAMED)
                        .filter(more -> more > 0)
                        .map(more -> "; and " + more + " more")
                        .orElse("");
    }

    private CommandFailure none() {
        return new CommandFailure(
                ExitCode.FAILED,
                "no verification of backups has left a report in " + files.directory()
                        + " yet — homelab backup verify");
    }

    private static CommandFailure unknownSet(String set, Set<String> sets) {
        return new CommandFailure(
                ExitCode.USAGE,
                "--set " + set + ": no such set was looked at; there are reports of " + String.join(", ", sets)
                        + " — or homelab backup verify --set " + set);
    }
}

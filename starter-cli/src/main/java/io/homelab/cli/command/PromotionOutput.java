package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.output.Console;
import io.homelab.cli.output.Table;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseMember;
import io.homelab.workflows.promotion.PromotionOutcome;
import io.homelab.workflows.promotion.PromotionReport;
import io.homelab.workflows.promotion.PromotionReport.Proof;
import io.homelab.workflows.promotion.PromotionReport.StageReport;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A promotion's report, for people. */
final class PromotionOutput {
    private static final int SHORT = 12;

    private PromotionOutput() {}

    static void report(Console console, PromotionReport report) {
        if (report.release() != null) {
            release(console, report.release());
        }
        if (report.proof() != null) {
            console.result(report.from() + " " + text(report.proof()));
        }
        if (report.approval() != null) {
            console.result(report.approval().why() + " (of what has the hash "
                    + shortened(report.approval().hash()) + ")");
        }
        if (report.recheck() != null) {
            console.result(report.from() + " after that " + text(report.recheck()));
        }
        stages(console, report);
        report.notes().forEach(console::result);
        if (report.acceptance() != null) {
            AcceptanceOutput.report(console, report.acceptance());
        }
        console.result("");
        console.result(verdict(console, report) + ": " + report.why());
        if (report.evidence() != null) {
            console.result("evidence " + report.evidence().location() + " (sha256 "
                    + report.evidence().digest() + ")");
        }
        BootstrapOutput.time(console, report.time());
    }

    static void release(Console console, Release release) {
        console.result(
                "release " + shortened(release.commit()) + " \"" + release.subject() + "\" by " + release.author());
        var table = new Table("APPLICATION", "WAVE", "NOW", "RELEASE", "");
        for (var member : release.members()) {
            table.row(
                    member.name(),
                    Integer.toString(member.wave()),
                    text(member.versionBefore(), member.before()),
                    text(member.version(), member.content()),
                    note(member));
        }
        table.lines().forEach(console::result);
        release.left().forEach(left -> console.result("not promoted: " + left.name() + ", " + left.why()));
    }

    private static String note(ReleaseMember member) {
        return (member.isChange() ? "changes" : "") + (member.forwardOnly() ? ", cannot go back" : "");
    }

    private static void stages(Console console, PromotionReport report) {
        if (report.stages().isEmpty()) {
            return;
        }
        var table = new Table("WAVE", "COMMIT", "APPLICATIONS", "CAME TO");
        for (var stage : report.stages()) {
            table.row(
                    stage.rollback() ? stage.title() + ", back" : stage.title(),
                    shortened(stage.commit()),
                    String.join(", ", stage.applications()),
                    result(stage));
        }
        table.lines().forEach(console::result);
    }

    private static String text(Proof proof) {
        var samples = proof.samples();
        return proof.verdict().name().toLowerCase(Locale.ROOT) + ": " + proof.why()
                + (samples == null ? "" : " (" + samples.count() + " samples in " + samples.location() + ")");
    }

    private static String result(StageReport stage) {
        if (stage.trouble() != null) {
            return "not taken well: " + stage.trouble();
        }
        return stage.proof() == null ? "as before" : stage.proof().why();
    }

    private static String verdict(Console console, PromotionReport report) {
        var words = report.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var good = code(report.outcome()) == ExitCode.DONE;
        return console.ink(good ? Console.Ink.GREEN : Console.Ink.RED, words)
                + (report.simulated() ? " (rehearsed)" : "");
    }

    /** What a promotion's end means for a script. */
    static ExitCode code(PromotionOutcome outcome) {
        return switch (outcome) {
            case PROMOTED, NO_CHANGES -> ExitCode.DONE;
            case NOT_PROVED, REJECTED -> ExitCode.FINDINGS;
            case ROLLED_BACK, FORWARD_ONLY_LEFT -> ExitCode.FAILED;
        };
    }

    private static String text(@Nullable String version, @Nullable String tree) {
        if (tree == null) {
            return "-";
        }
        return version == null ? shortened(tree) : version;
    }

    static String shortened(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}

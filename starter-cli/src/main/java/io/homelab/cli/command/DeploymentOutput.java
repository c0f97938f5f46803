package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.output.Console;
import io.homelab.workflows.deployment.DeploymentOutcome;
import io.homelab.workflows.deployment.DeploymentReport;
import java.util.Locale;

/** A deployment's report, for people. */
final class DeploymentOutput {
    private DeploymentOutput() {}

    static void report(Console console, DeploymentReport report) {
        var push = report.push();
        if (push != null) {
            console.result("commit " + PromotionOutput.shortened(push.commit()) + " \"" + push.subject() + "\" by "
                    + push.author());
            if (!push.changed().isEmpty()) {
                console.result("changes " + String.join(", ", push.changed()));
            }
        }
        var good = code(report.outcome()) == ExitCode.DONE;
        var words = report.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        console.result(console.ink(good ? Console.Ink.GREEN : Console.Ink.RED, words)
                + (report.simulated() ? " (rehearsed)" : "") + ": " + report.why());
        report.notes().forEach(note -> console.result("note: " + note));
        if (report.acceptance() != null) {
            AcceptanceOutput.report(console, report.acceptance());
            console.result("");
        }
        BootstrapOutput.time(console, report.time());
    }

    /** What a deployment's end means for a script. */
    static ExitCode code(DeploymentOutcome outcome) {
        return switch (outcome) {
            case DEPLOYED, NO_CHANGES, SUPERSEDED -> ExitCode.DONE;
            case FAILED -> ExitCode.FAILED;
        };
    }
}

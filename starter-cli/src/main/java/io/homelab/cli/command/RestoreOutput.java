package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.output.Console;
import io.homelab.cli.output.Durations;
import io.homelab.workflows.backup.Sizes;
import io.homelab.workflows.backup.restore.Compared;
import io.homelab.workflows.backup.restore.RestorePlan;
import io.homelab.workflows.backup.restore.RestoreReport;
import java.util.Objects;

/** A restore's report, for people. */
final class RestoreOutput {
    private RestoreOutput() {}

    static void report(Console console, RestoreReport report) {
        var plan = report.plan();
        var compared = report.compared();
        if (compared == null) {
            planned(console, plan);
            return;
        }
        console.result("restored " + count(compared.files()) + ", " + Sizes.text(compared.bytes()) + ", of snapshot "
                + plan.snapshot() + " of " + plan.host() + ", taken " + plan.taken() + ", to " + plan.target()
                + (report.simulated() ? " (rehearsed)" : ""));
        if (plan.aside() != null) {
            console.result("what was there is at " + plan.aside());
        }
        damage(console, compared);
        console.say("their SHA-256 are in " + compared.sums() + " below the state directory, for sha256sum --check in "
                + plan.root());
        console.say("signed: " + Objects.requireNonNull(report.evidence()).location());
        console.say("took " + Durations.text(report.time().total()));
    }

    private static void planned(Console console, RestorePlan plan) {
        console.result("would restore " + count(plan.files()) + ", " + Sizes.text(plan.bytes()) + ", of snapshot "
                + plan.snapshot() + " of " + plan.host() + ", taken " + plan.taken() + ", to " + plan.target());
        if (plan.moves() != null) {
            console.result("would move what is there to " + plan.aside());
        }
        console.say("nothing was written");
    }

    private static void damage(Console console, Compared compared) {
        if (compared.findings() > 0) {
            console.result(
                    compared.findings() + " did not come back whole, and a person took the others all the same:");
            compared.named().forEach(line -> console.result("  " + line));
        }
    }

    private static String count(long files) {
        return files + (files == 1 ? " file" : " files");
    }

    static ExitCode code(RestoreReport report) {
        var compared = report.compared();
        return compared == null || compared.findings() == 0 ? ExitCode.DONE : ExitCode.FINDINGS;
    }
}

package io.homelab.workflows.deployment;

import io.homelab.workflows.notice.Notice;
import java.util.Locale;

/** The notice of how a deployment ended. */
final class DeploymentNotice {
    private static final int NAMED = 10;

    private DeploymentNotice() {}

    static Notice of(String run, DeploymentSpec spec, DeploymentOutcome outcome, String why, Push push) {
        var words = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Notice(
                run + "/" + outcome,
                spec.cluster().cluster() + ": " + words + (spec.simulated() ? " (rehearsed)" : ""),
                why + "\n" + push.commit() + " " + push.subject() + "\n" + changes(push),
                outcome == DeploymentOutcome.FAILED,
                run.substring(0, run.indexOf('/')));
    }

    private static String changes(Push push) {
        var names = push.changed().stream().limit(NAMED).toList();
        var more = push.changed().size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}

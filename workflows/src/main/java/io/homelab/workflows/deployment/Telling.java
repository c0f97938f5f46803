package io.homelab.workflows.deployment;

import io.homelab.workflows.deployment.DeploymentReporting.Standing;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.notice.Notice;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells others of a deployment. Who cannot be told stops nothing: after a short while it becomes a note of the report. */
public final class Telling {
    private final List<String> notes = new ArrayList<>();
    private boolean shown = true;

    /** Tells a person, and waits for it: a run that ends takes what it has not sent yet with it. */
    public void person(String summary, Notice notice) {
        attempt("nobody could be told", () -> Ports.notices(summary).send(notice));
    }

    /** Shows where the code is kept how it stands; asks no more when the lab file names no place for it. */
    public void standing(Standing standing) {
        if (shown) {
            var words = standing.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            attempt("GitHub does not show that it is " + words, () -> {
                var where = Ports.reporting("show that it is " + words)
                        .report(standing)
                        .where();
                shown = where != null;
            });
        }
    }

    /** Who could not be told, and why; empty when everybody was. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private void attempt(String inVain, Runnable telling) {
        try {
            telling.run();
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof CanceledFailure) {
                throw e;
            }
            notes.add(inVain + ": " + Failures.of(e).line());
        }
    }
}

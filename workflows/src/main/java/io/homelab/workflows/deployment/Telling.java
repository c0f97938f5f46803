package io.homelab.workflows.deployment;

import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.notice.Notice;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import java.util.ArrayList;
import java.util.List;

/** Tells others of a deployment. Who cannot be told stops nothing: after a short while it becomes a note of the report. */
public final class Telling {
    private final List<String> notes = new ArrayList<>();

    /** Tells a person, and waits for it: a run that ends takes what it has not sent yet with it. */
    public void person(String summary, Notice notice) {
        attempt("nobody could be told", () -> Ports.notices(summary).send(notice));
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

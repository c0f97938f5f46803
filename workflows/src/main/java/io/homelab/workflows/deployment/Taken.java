package io.homelab.workflows.deployment;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.progress.StepLog.Result;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What came of a step that the applications answer for: how they took it, or their trouble; one of the two is empty. */
record Taken(Optional<Outcome> outcome, Optional<String> trouble) {
    /** What an application says about a commit; any other failure is no judgement of it. */
    private static final Set<FailureClass> VERDICTS =
            EnumSet.of(FailureClass.CONFIG, FailureClass.CAPACITY, FailureClass.TRANSIENT);

    /** Does it; throws what is not the applications' word. */
    static Taken of(Supplier<Outcome> body) {
        try {
            return new Taken(Optional.of(body.get()), Optional.empty());
        } catch (ActivityFailure e) {
            var failure = Failures.of(e);
            if (e.getCause() instanceof CanceledFailure || !VERDICTS.contains(failure.kind())) {
                throw e;
            }
            return new Taken(Optional.empty(), Optional.of(failure.what()));
        }
    }

    Result result() {
        return outcome.map(Result::of).orElseGet(() -> Result.of("not taken well: " + trouble.orElse("")));
    }

    /** Applications that run something newer. */
    Optional<String> newer() {
        return outcome.map(o -> o.facts().get("later"));
    }
}

package io.homelab.activities.argocd;

import io.homelab.activities.argocd.AppState.Operation;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Judges one look at an application. "Synced and Healthy" alone proves nothing: after a push it may be about the old commit,
 * and during a first sync there is nothing yet that could be ill (facts: kubernetes D4, D6).
 */
final class Judge {
    /** Words of a repository server that restarts or does not answer: ArgoCD looks again by itself. */
    private static final Pattern PASSING = Pattern.compile(
            "code = unavailable|connection refused|deadline exceeded|i/o timeout|connection reset|code = deadline");

    private final String commit;
    private final BiPredicate<String, String> same;

    /** @param same whether an application is the same at a revision as at the commit */
    Judge(String commit, BiPredicate<String, String> same) {
        this.commit = commit;
        this.same = same;
    }

    /** Of an application that syncs by itself. */
    Verdict deployed(AppState app) {
        var running = app.operation().filter(o -> !o.over());
        if (running.isPresent()) {
            return new Verdict.Pending(words(running.get()));
        }
        if (app.refreshing()) {
            return new Verdict.Pending("ArgoCD has not looked at Git yet");
        }
        if (!app.errors().isEmpty()) {
            return error(app);
        }
        if (!fits(app)) {
            return new Verdict.Pending("ArgoCD knows " + at(app) + ", not yet " + shortened(commit));
        }
        if (!app.sync().equals("Synced")) {
            // Failed at this very commit: ArgoCD does not try the same commit again.
            return app.operation()
                    .filter(o -> o.failed() && o.revision().equals(app.revision()))
                    .<Verdict>map(o -> broken(app))
                    .orElseGet(() -> new Verdict.Pending("is " + app.sync()));
        }
        return health(app);
    }

    /** Of an application that is synced when it is told to, by this operation. */
    Verdict synced(AppState app, String operation, String askedBy) {
        var known = app.operation();
        if (known.isEmpty()) {
            return new Verdict.Unasked();
        }
        var last = known.get();
        var ours = last.id().filter(operation::equals).isPresent();
        if (!last.over()) {
            return new Verdict.Pending((ours ? "" : "waits for a sync of " + last.by() + ": ") + words(last));
        }
        if (!ours) {
            return new Verdict.Unasked();
        }
        if (last.failed()) {
            // Who asks again after a failure was told so by a person.
            return last.askedBy().filter(askedBy::equals).isPresent() ? broken(app) : new Verdict.Unasked();
        }
        if (!last.revision().filter(commit::equals).isPresent()) {
            return new Verdict.Unasked();
        }
        if (!app.errors().isEmpty()) {
            return error(app);
        }
        if (!app.sync().equals("Synced") && fits(app)) {
            return new Verdict.Pending("is " + app.sync() + " after its sync");
        }
        return health(app);
    }

    private boolean fits(AppState app) {
        return app.revision()
                .filter(revision -> revision.equals(commit) || same.test(app.name(), revision))
                .isPresent();
    }

    private static Verdict error(AppState app) {
        var words = String.join("; ", app.errors());
        return PASSING.matcher(words.toLowerCase(Locale.ROOT)).find()
                ? new Verdict.Pending(words)
                : new Verdict.Broken(words);
    }

    private static Verdict health(AppState app) {
        return switch (app.health()) {
            case "Healthy" -> new Verdict.Settled();
            case "Degraded" -> broken(app);
            default ->
                new Verdict.Pending(
                        "is " + app.health() + app.trouble().map(w -> ": " + w).orElse(""));
        };
    }

    private static Verdict broken(AppState app) {
        return new Verdict.Broken(
                app.trouble().orElse("is " + app.sync() + " and " + app.health() + ", and says no more"));
    }

    private static String words(Operation operation) {
        var blocked = operation.message().contains("blocked by sync window");
        return blocked
                ? "a sync window of ArgoCD is closed: the sync waits for it to open"
                : "sync " + operation.phase() + (operation.message().isBlank() ? "" : ": " + operation.message());
    }

    private static String at(AppState app) {
        return app.revision().map(Judge::shortened).orElse("no commit");
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }
}

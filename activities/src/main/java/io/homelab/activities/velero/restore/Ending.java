package io.homelab.activities.velero.restore;

import io.homelab.activities.kubernetes.CustomState;
import io.homelab.workflows.backup.cluster.NamespaceActivities.Restored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A Restore resource on its way to its end. */
record Ending(CustomState state) {
    private static final Set<String> ENDED = Set.of("FailedValidation", "Completed", "PartiallyFailed", "Failed");

    String phase() {
        return state.text("status", "phase").orElse("New");
    }

    boolean ended() {
        return ENDED.contains(phase());
    }

    long items() {
        return state.number("status", "progress", "itemsRestored");
    }

    String words() {
        return phase() + ", " + items() + " of " + state.number("status", "progress", "totalItems") + " items";
    }

    long errors() {
        return state.number("status", "errors");
    }

    /**
     * Warnings are none: that the new namespace has its kube-root-ca.crt already is one (facts: kubernetes D7).
     *
     * @param words of the errors
     */
    Restored restored(List<String> words) {
        var findings = new ArrayList<>(state.texts("status", "validationErrors"));
        state.text("status", "failureReason").ifPresent(findings::add);
        if (errors() > 0) {
            findings.add(errors() + (errors() == 1 ? " error" : " errors") + " of Velero"
                    + (words.isEmpty() ? "" : ": " + words.getFirst()));
            words.stream().skip(1).forEach(findings::add);
        }
        if (!phase().equals("Completed") && findings.isEmpty()) {
            findings.add("the restore is " + phase());
        }
        return new Restored(phase(), items(), findings, took());
    }

    /**
     * It has not come to an end in its time.
     *
     * @param velero the namespace that Velero runs in
     */
    Restored unended(String name, String velero, Duration limit) {
        return new Restored(
                phase(),
                items(),
                List.of("Restore " + name + " has not ended in " + limit.toSeconds() + " s; it is " + words()),
                limit,
                "see what Velero waits for: kubectl -n " + velero
                        + " logs deployment/velero; drill.restore in lab.yaml is how long it may take");
    }

    private Duration took() {
        return state.created()
                .flatMap(from -> state.time("status", "completionTimestamp").map(to -> Duration.between(from, to)))
                .orElse(Duration.ZERO);
    }
}

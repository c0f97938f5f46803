package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceWork;
import io.homelab.workflows.backup.cluster.NamespaceActivities.Restored;
import io.homelab.workflows.backup.cluster.NamespaceActivities.Sight;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Restores a namespace and looks at what came back, as drills and people's restores both do. */
final class Sighting {
    private final NamespaceWork work;
    private final List<String> words = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private long items;
    private Duration took = Duration.ZERO;
    private @Nullable String remedy;

    Sighting(NamespaceWork work) {
        this.work = work;
    }

    /** Until everything answers, or something is found: what did not come back is not waited for. */
    void look(String restores) {
        long begun = Workflow.currentTimeMillis();
        restored(Ports.restores(restores).restore(work));
        if (findings.isEmpty()) {
            note(Ports.waits("wait until it runs").settle(work));
        }
        if (findings.isEmpty()) {
            note(Ports.waits("ask its services and pods").probe(work));
        }
        took = Duration.ofMillis(Workflow.currentTimeMillis() - begun);
        note(Ports.waits("compare it with the backup").compare(work));
    }

    void restored(Restored restored) {
        items = restored.items();
        remedy = restored.remedy();
        findings.addAll(restored.findings());
    }

    void note(Sight seen) {
        if (!seen.words().isEmpty()) {
            words.add(seen.words());
        }
        findings.addAll(seen.findings());
        if (seen.unknown() != null) {
            unknown.add(seen.unknown());
        }
    }

    List<String> words() {
        return List.copyOf(words);
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }

    long items() {
        return items;
    }

    Duration took() {
        return took;
    }

    /** What to do about what was found; empty when nobody knows better than to back up anew. */
    Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }
}

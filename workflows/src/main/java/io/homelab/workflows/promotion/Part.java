package io.homelab.workflows.promotion;

import io.homelab.workflows.gitops.ReleaseMember;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stages that share a commit, and a fate.
 *
 * @param id unique within a promotion
 * @param forwardOnly that there is no way back
 */
record Part(String id, boolean forwardOnly, List<Stage> stages) {
    Part {
        stages = List.copyOf(stages);
    }

    List<ReleaseMember> members() {
        return stages.stream().flatMap(stage -> stage.members().stream()).toList();
    }

    /**
     * What changes, in the order in which it is brought: what cannot go back before or after all the rest, so that its
     * failure never leaves the rest half done.
     */
    static List<Part> of(List<ReleaseMember> changes, boolean forwardOnlyLast) {
        var waves = Stage.waves(changes, false);
        var reversible = waves.isEmpty() ? List.<Part>of() : List.of(new Part("release", false, waves));
        // One commit each: Git never says of what cannot go back that it is there before it is.
        var forward = Stage.waves(changes, true).stream()
                .map(stage -> new Part(stage.id(), true, List.of(stage)))
                .toList();
        return Stream.of(forwardOnlyLast ? reversible : forward, forwardOnlyLast ? forward : reversible)
                .flatMap(List::stream)
                .toList();
    }
}

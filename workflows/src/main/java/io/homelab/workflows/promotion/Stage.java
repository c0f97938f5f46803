package io.homelab.workflows.promotion;

import io.homelab.workflows.gitops.ReleaseMember;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Applications that are synced together, because they have the same wave and the same way back.
 *
 * @param id unique within a promotion
 * @param title for people
 * @param forwardOnly that there is no way back
 */
record Stage(String id, String title, boolean forwardOnly, List<ReleaseMember> members) {
    Stage {
        members = List.copyOf(members);
    }

    List<String> names() {
        return members.stream().map(ReleaseMember::name).toList();
    }

    /** What changes and can go back, or cannot, by waves. */
    static List<Stage> waves(List<ReleaseMember> changes, boolean forwardOnly) {
        var waves = new TreeMap<Integer, List<ReleaseMember>>();
        changes.stream()
                .filter(member -> member.forwardOnly() == forwardOnly)
                .sorted(Comparator.comparing(ReleaseMember::name))
                .forEach(member -> waves.computeIfAbsent(member.wave(), wave -> new ArrayList<>())
                        .add(member));
        return waves.entrySet().stream()
                .map(wave -> new Stage(
                        (forwardOnly ? "forward-only-" : "wave-") + wave.getKey(),
                        "wave " + wave.getKey() + (forwardOnly ? ", no way back" : ""),
                        forwardOnly,
                        wave.getValue()))
                .toList();
    }
}

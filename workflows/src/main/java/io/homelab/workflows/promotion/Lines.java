package io.homelab.workflows.promotion;

import io.homelab.workflows.gitops.ReleaseMember;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a release changes, as people read it. */
final class Lines {
    private static final int SHORT = 12;

    private Lines() {}

    /** A line for each application. */
    static String of(List<ReleaseMember> members) {
        return members.stream().map(Lines::of).collect(Collectors.joining("\n"));
    }

    /** Such as {@code grafana (wave 3): 10.1 → 10.2}. */
    static String of(ReleaseMember member) {
        return member.name() + " (wave " + member.wave() + "): " + text(member.versionBefore(), member.before()) + " → "
                + text(member.version(), member.content());
    }

    private static String text(@Nullable String version, @Nullable String tree) {
        if (tree == null) {
            return "nothing";
        }
        return (version == null ? "" : version + " ") + "[" + shortened(tree) + "]";
    }

    /** An object's id as people read it. */
    static String shortened(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}

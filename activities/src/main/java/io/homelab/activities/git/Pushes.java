package io.homelab.activities.git;

import io.homelab.workflows.deployment.Push;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/** Says what a push means to a cluster: by content alone, so a commit's words make it neither one nor none. */
final class Pushes {
    /** The application from which ArgoCD makes all others. */
    private static final String ROOT = "root";
    /** What a push of a new branch has for the commit before it. */
    private static final Pattern NOTHING = Pattern.compile("0{40}");

    private static final Pattern WHOLE = Pattern.compile("[0-9a-f]{40}");

    private final GitClone clone;
    private final String path;

    Pushes(GitClone clone, String path) {
        this.clone = clone;
        this.path = path;
    }

    Push of(String cluster, @Nullable String revision, @Nullable String since) throws IOException {
        var commit = clone.resolve(revision);
        clone.mustReach(clone.head(), commit);
        var before = before(commit, since);
        var now = new ReleaseTree(clone, commit, path);
        var applications = new ArrayList<>(now.places(cluster).keySet());
        var changed = changed(
                before.isEmpty() ? Map.of() : contents(cluster, new ReleaseTree(clone, before.get(), path)),
                contents(cluster, now));
        if (changed.contains(ROOT) && now.argocd().isPresent()) {
            applications.addFirst(ROOT);
        }
        return new Push(
                commit.name(),
                commit.getShortMessage(),
                commit.getAuthorIdent().getName() + " <"
                        + commit.getAuthorIdent().getEmailAddress() + ">",
                Instant.ofEpochSecond(commit.getCommitTime()),
                before.map(RevCommit::name).orElse(null),
                commit.getFooterLines(Marks.KEY).stream().findFirst().orElse(null),
                applications,
                changed);
    }

    /** What the branch had before; empty when that is nothing, or was taken off the branch by force. */
    private Optional<RevCommit> before(RevCommit commit, @Nullable String since) throws IOException {
        if (since == null) {
            return commit.getParentCount() == 0
                    ? Optional.empty()
                    : Optional.of(clone.resolve(commit.getParent(0).name()));
        }
        if (NOTHING.matcher(since).matches() || WHOLE.matcher(since).matches() && !clone.has(since)) {
            return Optional.empty();
        }
        var before = clone.resolve(since);
        return clone.reaches(commit, before) ? Optional.of(before) : Optional.empty();
    }

    /** What each application is made of, and the root of them all first. */
    private static Map<String, String> contents(String cluster, ReleaseTree tree) throws IOException {
        var contents = new LinkedHashMap<String, String>();
        tree.argocd().ifPresent(id -> contents.put(ROOT, id.name()));
        if (tree.has(cluster)) {
            for (var place : tree.places(cluster).values()) {
                contents.put(place.name(), place.group() + " " + tree.content(place));
            }
        }
        return contents;
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> now) {
        var names = new LinkedHashSet<>(now.keySet());
        names.addAll(before.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                .toList();
    }
}

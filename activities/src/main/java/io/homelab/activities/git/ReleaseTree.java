package io.homelab.activities.git;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The GitOps tree (ADR 15) at one commit. */
final class ReleaseTree {
    static final String RELEASE = "release";

    private static final Pattern GROUP = Pattern.compile("(\\d{1,3})-[a-z0-9][a-z0-9-]*");
    private static final int LARGEST = 1 << 20;

    private final GitClone clone;
    private final RevCommit commit;
    private final String path;

    ReleaseTree(GitClone clone, RevCommit commit, String path) {
        this.clone = clone;
        this.commit = commit;
        this.path = path;
    }

    /**
     * An application's place in a cluster's overlays.
     *
     * @param overlay the whole directory's tree
     * @param release the tree of what was promoted to it; null when nothing was, or when it uses the base itself
     */
    record Place(
            String group,
            String name,
            ObjectId overlay,
            @Nullable ObjectId release) {
        int wave() {
            var matcher = GROUP.matcher(group);
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        }
    }

    /** A directory's entry. */
    record Entry(String name, ObjectId id, boolean directory) {}

    RevCommit commit() {
        return commit;
    }

    /** Every application of a cluster by name, lowest wave first. CONFIG when the cluster has no directory. */
    Map<String, Place> places(String cluster) throws IOException {
        var overlays = "overlays/" + cluster;
        var root = tree(overlays)
                .orElseThrow(() -> problem(
                        "there is no " + path + "/" + overlays + " at " + shortId(),
                        "make one; kubernetes/README.md says what belongs there"));
        var found = new ArrayList<Place>();
        for (var group : directories(root)) {
            if (!GROUP.matcher(group.name()).matches()) {
                throw problem(
                        path + "/" + overlays + "/" + group.name() + " says no wave at " + shortId(),
                        "groups are called like 3-monitoring");
            }
            for (var app : directories(group.id())) {
                var release = child(app.id(), RELEASE).filter(Entry::directory);
                found.add(new Place(
                        group.name(),
                        app.name(),
                        app.id(),
                        release.map(Entry::id).orElse(null)));
            }
        }
        found.sort(Comparator.comparingInt(Place::wave).thenComparing(Place::name));
        var places = new LinkedHashMap<String, Place>();
        for (var place : found) {
            var other = places.put(place.name(), place);
            if (other != null) {
                throw problem(
                        "application " + place.name() + " is in " + other.group() + " and in " + place.group() + " of "
                                + cluster + " at " + shortId(),
                        "an application's name is unique in a cluster");
            }
        }
        return places;
    }

    /** Whether it has a directory for that cluster. */
    boolean has(String cluster) throws IOException {
        return tree("overlays/" + cluster).isPresent();
    }

    /** What ArgoCD makes its applications from. */
    Optional<ObjectId> argocd() throws IOException {
        return tree("base/argocd");
    }

    /** What a release of an application consists of; empty when the base has no such directory. */
    Optional<ObjectId> base(String group, String name) throws IOException {
        return tree("base/" + group + "/" + name);
    }

    /** What a cluster runs of an application: two commits with the same text are the same to it. */
    String content(Place place) throws IOException {
        var base = place.release() == null ? base(place.group(), place.name()) : Optional.<ObjectId>empty();
        return place.overlay().name() + base.map(id -> " " + id.name()).orElse("");
    }

    /** A file below the tree's directory. */
    Optional<String> text(String file) throws IOException {
        try (var walk = TreeWalk.forPath(clone.copy(), path + "/" + file, commit.getTree())) {
            return walk == null || walk.getFileMode(0) == FileMode.TREE
                    ? Optional.empty()
                    : Optional.of(blob(walk.getObjectId(0)));
        }
    }

    String blob(ObjectId id) throws IOException {
        return new String(clone.copy().open(id).getCachedBytes(LARGEST), StandardCharsets.UTF_8);
    }

    List<Entry> entries(ObjectId tree) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var walk = new TreeWalk(clone.copy())) {
            walk.addTree(tree);
            while (walk.next()) {
                entries.add(new Entry(walk.getNameString(), walk.getObjectId(0), walk.getFileMode(0) == FileMode.TREE));
            }
        }
        return entries;
    }

    private List<Entry> directories(ObjectId tree) throws IOException {
        return entries(tree).stream().filter(Entry::directory).toList();
    }

    private Optional<Entry> child(ObjectId tree, String name) throws IOException {
        return entries(tree).stream().filter(e -> e.name().equals(name)).findFirst();
    }

    private Optional<ObjectId> tree(String directory) throws IOException {
        try (var walk = TreeWalk.forPath(clone.copy(), path + "/" + directory, commit.getTree())) {
            return walk == null || walk.getFileMode(0) != FileMode.TREE
                    ? Optional.empty()
                    : Optional.of(walk.getObjectId(0));
        }
    }

    private Problem problem(String what, String remedy) {
        return new Problem(FailureClass.CONFIG, what, clone.where(), remedy);
    }

    private String shortId() {
        return commit.abbreviate(12).name();
    }
}

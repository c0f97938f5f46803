package io.homelab.activities.git;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.GitOps;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseMember;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Says what going from one cluster to another would mean. */
final class Releases {
    private final GitClone clone;
    private final GitOps settings;

    Releases(GitClone clone, GitOps settings) {
        this.clone = clone;
        this.settings = settings;
    }

    Release between(String from, String to, @Nullable String revision, List<String> only) throws IOException {
        var head = clone.head();
        var commit = clone.resolve(revision);
        clone.mustReach(head, commit);
        var source = new ReleaseTree(clone, commit, settings.path());
        var target = new ReleaseTree(clone, head, settings.path());
        var sources = source.places(from);
        var targets = target.places(to);
        known(only, sources, targets, from, to);

        var members = new ArrayList<ReleaseMember>();
        var left = new ArrayList<Release.Left>();
        var versions = new Versions(target);
        for (var place : sources.values()) {
            if (!only.isEmpty() && !only.contains(place.name())) {
                continue;
            }
            var there = targets.get(place.name());
            var base = source.base(place.group(), place.name());
            if (there == null) {
                left.add(new Release.Left(place.name(), to + " has no place for it"));
            } else if (!there.group().equals(place.group())) {
                left.add(new Release.Left(
                        place.name(),
                        "it is in " + place.group() + " of " + from + " and in " + there.group() + " of " + to));
            } else if (base.isEmpty()) {
                left.add(new Release.Left(place.name(), "there is no base/" + place.group() + "/" + place.name()));
            } else {
                members.add(member(place, base.get(), there.release(), versions));
            }
        }
        return new Release(
                commit.name(),
                commit.getShortMessage(),
                commit.getAuthorIdent().getName() + " <"
                        + commit.getAuthorIdent().getEmailAddress() + ">",
                Instant.ofEpochSecond(commit.getCommitTime()),
                members,
                left,
                head.name(),
                diff(members));
    }

    private ReleaseMember member(
            ReleaseTree.Place place, ObjectId content, @Nullable ObjectId before, Versions versions)
            throws IOException {
        return new ReleaseMember(
                place.name(),
                place.group(),
                place.wave(),
                content.name(),
                before == null ? null : before.name(),
                versions.of(content),
                versions.of(before),
                settings.forwardOnly().contains(place.name()));
    }

    private void known(List<String> only, Map<String, ?> sources, Map<String, ?> targets, String from, String to) {
        for (var name : only) {
            if (!sources.containsKey(name) || !targets.containsKey(name)) {
                var missing = sources.containsKey(name) ? to : from;
                throw new Problem(
                        FailureClass.CONFIG,
                        "there is no application " + name + " in " + missing,
                        clone.where(),
                        "it has: "
                                + String.join(", ", sources.containsKey(name) ? targets.keySet() : sources.keySet()));
            }
        }
    }

    private static String diff(List<ReleaseMember> members) {
        var text = new StringBuilder();
        for (var member : members) {
            if (member.isChange()) {
                text.append(member.name())
                        .append(' ')
                        .append(member.before())
                        .append(' ')
                        .append(member.content())
                        .append('\n');
            }
        }
        return Sha256.of(text.toString());
    }
}

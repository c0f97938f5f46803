package io.homelab.simulator.github;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import tools.jackson.databind.node.ObjectNode;

/** Finds and shows Git's objects. */
final class Shas {
    private Shas() {}

    static String branch(Repository repository) throws IOException {
        var branch = repository.getBranch();
        return branch == null ? "main" : branch;
    }

    /** The commit of a branch, tag or name; a repository without any commit is a conflict. */
    static RevCommit commit(Repository repository, String revision) throws IOException {
        var id = find(repository, revision);
        if (id.isEmpty()) {
            if (repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).isEmpty()) {
                throw new GitHubError(409, "Git Repository is empty.");
            }
            throw new GitHubError(404, "No commit found for the ref " + revision);
        }
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(id.get());
        }
    }

    private static Optional<ObjectId> find(Repository repository, String revision) throws IOException {
        for (var prefix : List.of(Constants.R_HEADS, Constants.R_TAGS, "refs/", "")) {
            var ref = repository.exactRef(prefix + revision);
            if (ref != null && ref.getObjectId() != null) {
                return Optional.of(ref.getObjectId());
            }
        }
        var id = revision.matches("[0-9a-f]{7,40}") ? repository.resolve(revision) : null;
        return id == null || !repository.getObjectDatabase().has(id) ? Optional.empty() : Optional.of(id);
    }

    /** The blob at a path of a commit. */
    static Optional<ObjectId> blob(Repository repository, RevCommit commit, String path) throws IOException {
        try (var walk = TreeWalk.forPath(repository, path, commit.getTree())) {
            return walk == null || walk.isSubtree() ? Optional.empty() : Optional.of(walk.getObjectId(0));
        }
    }

    static ObjectId id(String sha) {
        if (!sha.matches("[0-9a-f]{40}")) {
            throw GitHubError.invalid("The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
        }
        return ObjectId.fromString(sha);
    }

    static ObjectNode shown(Call call, RevCommit commit) {
        var shown = Call.object()
                .put("sha", commit.name())
                .put("url", call.url() + "/git/commits/" + commit.name())
                .put("html_url", call.url() + "/commit/" + commit.name())
                .put("message", commit.getFullMessage());
        for (var role : List.of("author", "committer")) {
            var ident = role.equals("author") ? commit.getAuthorIdent() : commit.getCommitterIdent();
            shown.putObject(role)
                    .put("name", ident.getName())
                    .put("email", ident.getEmailAddress())
                    .put("date", ident.getWhenAsInstant().toString());
        }
        shown.putObject("tree").put("sha", commit.getTree().name());
        var parents = shown.putArray("parents");
        for (var parent : commit.getParents()) {
            parents.addObject().put("sha", parent.name());
        }
        return shown;
    }
}

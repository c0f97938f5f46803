package io.homelab.simulator.github;

import io.homelab.simulator.git.Commits;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code contents/PATH}: one file at a time, guarded by the sha of the blob that it replaces. */
final class ContentsRoutes implements Call.Routes {
    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        var path = call.rest(1);
        return switch (call.route(1)) {
            case "GET contents" -> Optional.of(Call.Answer.ok(get(call, path)));
            case "PUT contents" -> Optional.of(put(call, path, Optional.of(content(call))));
            case "DELETE contents" -> Optional.of(put(call, path, Optional.empty()));
            default -> Optional.empty();
        };
    }

    private static byte[] content(Call call) {
        if (!call.body().has("content")) {
            throw GitHubError.invalid("Invalid request.\n\n\"content\" wasn't supplied.");
        }
        try {
            return Base64.getMimeDecoder().decode(call.text("content"));
        } catch (IllegalArgumentException e) {
            throw GitHubError.invalid("content is not valid Base64");
        }
    }

    private static JsonNode get(Call call, String path) throws IOException {
        var commit = Shas.commit(call.repository(), call.query("ref").orElse(Shas.branch(call.repository())));
        var blob = Shas.blob(call.repository(), commit, path);
        return blob.isPresent() ? file(call, path, blob.get(), true) : directory(call, commit, path);
    }

    private static ObjectNode file(Call call, String path, ObjectId blob, boolean whole) throws IOException {
        var bytes = call.repository().open(blob).getBytes();
        var file = Call.object()
                .put("type", "file")
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path)
                .put("sha", blob.name())
                .put("size", bytes.length)
                .put("url", call.url() + "/contents/" + path);
        if (whole) {
            file.put("encoding", "base64")
                    .put("content", Base64.getMimeEncoder().encodeToString(bytes) + "\n");
        }
        return file;
    }

    private static JsonNode directory(Call call, RevCommit commit, String path) throws IOException {
        var list = JsonNodeFactory.instance.arrayNode();
        try (var walk = new TreeWalk(call.repository())) {
            walk.addTree(commit.getTree());
            walk.setRecursive(false);
            while (walk.next()) {
                var here = walk.getPathString();
                var parent = here.contains("/") ? here.substring(0, here.lastIndexOf('/')) : "";
                if (parent.equals(path)) {
                    list.add(
                            walk.isSubtree()
                                    ? Call.object()
                                            .put("type", "dir")
                                            .put("name", walk.getNameString())
                                            .put("path", here)
                                            .put("sha", walk.getObjectId(0).name())
                                            .put("size", 0)
                                    : file(call, here, walk.getObjectId(0), false));
                } else if (walk.isSubtree() && path.startsWith(here + "/")) {
                    walk.enterSubtree();
                } else if (walk.isSubtree() && path.equals(here)) {
                    walk.enterSubtree();
                }
            }
        }
        if (list.isEmpty()) {
            throw GitHubError.notFound();
        }
        return list;
    }

    private static Call.Answer put(Call call, String path, Optional<byte[]> content) throws IOException {
        var branch = call.text("branch").isEmpty() ? Shas.branch(call.repository()) : call.text("branch");
        var commits = new Commits(call.repository());
        var head = commits.head(branch);
        if (head.equals(ObjectId.zeroId()) && !branch.equals(Shas.branch(call.repository()))) {
            throw new GitHubError(404, "Branch " + branch + " not found");
        }
        var before = existing(call, head, path);
        check(call, path, before, content.isEmpty());
        var change = new Commits.Change(
                content.map(bytes -> Map.of(path, bytes)).orElse(Map.of()),
                content.isPresent() ? List.of() : List.of(path),
                call.required("message"),
                GitDataRoutes.person(call, "author"),
                GitDataRoutes.person(call, "committer"));
        ObjectId made;
        try {
            made = commits.commit(branch, change, head, false);
        } catch (Commits.Moved e) {
            throw new GitHubError(409, path + " is at " + e.actual().name() + " but expected " + head.name());
        }
        var answer = Call.object();
        try (var walk = new RevWalk(call.repository())) {
            var commit = walk.parseCommit(made);
            var blob = Shas.blob(call.repository(), commit, path).orElse(null);
            answer.set("content", blob == null ? JsonNodeFactory.instance.nullNode() : file(call, path, blob, false));
            answer.set("commit", Shas.shown(call, commit));
        }
        return new Call.Answer(before == null ? 201 : 200, answer, true);
    }

    private static @Nullable ObjectId existing(Call call, ObjectId head, String path) throws IOException {
        if (head.equals(ObjectId.zeroId())) {
            return null;
        }
        try (var walk = new RevWalk(call.repository())) {
            return Shas.blob(call.repository(), walk.parseCommit(head), path).orElse(null);
        }
    }

    private static void check(Call call, String path, @Nullable ObjectId before, boolean delete) {
        var expected = call.text("sha");
        if (before == null) {
            if (delete) {
                throw GitHubError.notFound();
            }
            if (!expected.isEmpty()) {
                throw new GitHubError(409, path + " does not match " + expected);
            }
        } else if (expected.isEmpty()) {
            throw GitHubError.invalid("Invalid request.\n\n\"sha\" wasn't supplied.");
        } else if (!before.name().equals(expected)) {
            throw new GitHubError(409, path + " is at " + before.name() + " but expected " + expected);
        }
    }
}

package io.homelab.simulator.github;

import io.homelab.simulator.git.Commits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code git/blobs}, {@code git/trees}, {@code git/commits} and {@code git/refs}. */
final class GitDataRoutes implements Call.Routes {
    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        return switch (call.route(2)) {
            case "POST git/blobs" -> Optional.of(blob(call));
            case "GET git/blobs" -> Optional.of(Call.Answer.ok(blob(call, call.rest(2))));
            case "POST git/trees" -> Optional.of(tree(call));
            case "GET git/trees" -> Optional.of(Call.Answer.ok(tree(call, call.rest(2))));
            case "POST git/commits" -> Optional.of(commit(call));
            case "GET git/commits" ->
                Optional.of(Call.Answer.ok(Shas.shown(call, Shas.commit(call.repository(), call.rest(2)))));
            case "GET git/ref", "GET git/refs" -> Optional.of(Call.Answer.ok(reference(call, call.rest(2))));
            case "POST git/refs" -> Optional.of(create(call));
            case "PATCH git/refs" -> Optional.of(move(call, call.rest(2)));
            case "DELETE git/refs" -> Optional.of(delete(call, call.rest(2)));
            default -> Optional.empty();
        };
    }

    /** Somebody whom a body names, else the caller. */
    static PersonIdent person(Call call, String role) {
        var given = call.body().path(role);
        if (!given.isObject()) {
            return call.who();
        }
        var date = given.path("date").asString("");
        try {
            return new PersonIdent(
                    given.path("name").asString(""),
                    given.path("email").asString(""),
                    date.isEmpty() ? call.who().getWhenAsInstant() : Instant.parse(date),
                    ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw GitHubError.invalid("Invalid request.\n\nFor 'properties/" + role + "/date', \"" + date
                    + "\" is not a valid date-time.");
        }
    }

    private static Call.Answer blob(Call call) throws IOException {
        var bytes = call.text("encoding").equals("base64")
                ? Base64.getMimeDecoder().decode(call.text("content"))
                : call.text("content").getBytes(StandardCharsets.UTF_8);
        try (var inserter = call.repository().newObjectInserter()) {
            var id = inserter.insert(Constants.OBJ_BLOB, bytes);
            inserter.flush();
            return Call.Answer.created(
                    Call.object().put("sha", id.name()).put("url", call.url() + "/git/blobs/" + id.name()));
        }
    }

    private static void exists(Call call, ObjectId id, String what) throws IOException {
        try (var reader = call.repository().newObjectReader()) {
            if (!reader.has(id)) {
                throw GitHubError.invalid(what + " " + id.name() + " does not exist");
            }
        }
    }

    private static ObjectNode blob(Call call, String sha) throws IOException {
        try {
            var bytes = call.repository().open(Shas.id(sha)).getBytes();
            return Call.object()
                    .put("sha", sha)
                    .put("size", bytes.length)
                    .put("encoding", "base64")
                    .put("content", Base64.getMimeEncoder().encodeToString(bytes));
        } catch (org.eclipse.jgit.errors.MissingObjectException e) {
            throw GitHubError.notFound();
        }
    }

    private static Call.Answer tree(Call call) throws IOException {
        var index = DirCache.newInCore();
        try (var inserter = call.repository().newObjectInserter();
                var reader = call.repository().newObjectReader();
                var walk = new RevWalk(reader)) {
            var base = call.text("base_tree");
            if (!base.isEmpty()) {
                exists(call, Shas.id(base), "base_tree");
                var builder = index.builder();
                builder.addTree(new byte[0], 0, reader, walk.parseTree(Shas.id(base)));
                builder.finish();
            }
            var editor = index.editor();
            for (var entry : call.body().path("tree")) {
                editor.add(edit(call, inserter, entry));
            }
            editor.finish();
            var id = index.writeTree(inserter);
            inserter.flush();
            return Call.Answer.created(tree(call, id.name()));
        }
    }

    private static DirCacheEditor.PathEdit edit(Call call, org.eclipse.jgit.lib.ObjectInserter inserter, JsonNode entry)
            throws IOException {
        var path = entry.path("path").asString("");
        if (entry.has("sha") && entry.get("sha").isNull()) {
            return new DirCacheEditor.DeletePath(path);
        }
        ObjectId blob;
        if (entry.has("content")) {
            blob = inserter.insert(
                    Constants.OBJ_BLOB, entry.path("content").asString("").getBytes(StandardCharsets.UTF_8));
        } else {
            blob = Shas.id(entry.path("sha").asString(""));
            exists(call, blob, "tree.sha");
        }
        var mode = entry.path("mode").asString("100644").equals("100755")
                ? FileMode.EXECUTABLE_FILE
                : FileMode.REGULAR_FILE;
        return new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry file) {
                file.setFileMode(mode);
                file.setObjectId(blob);
            }
        };
    }

    private static ObjectNode tree(Call call, String sha) throws IOException {
        var shown = Call.object();
        try (var revisions = new RevWalk(call.repository());
                var walk = new TreeWalk(call.repository())) {
            var root = sha.matches("[0-9a-f]{40}")
                    ? revisions.parseTree(Shas.id(sha))
                    : Shas.commit(call.repository(), sha).getTree();
            shown.put("sha", root.name()).put("truncated", false);
            var list = shown.putArray("tree");
            walk.addTree(root);
            walk.setRecursive(false);
            var deep = call.query("recursive").isPresent();
            while (walk.next()) {
                list.addObject()
                        .put("path", walk.getPathString())
                        .put("mode", String.format("%06o", walk.getFileMode(0).getBits()))
                        .put("type", walk.isSubtree() ? "tree" : "blob")
                        .put("sha", walk.getObjectId(0).name());
                if (walk.isSubtree() && deep) {
                    walk.enterSubtree();
                }
            }
        } catch (org.eclipse.jgit.errors.MissingObjectException e) {
            throw GitHubError.notFound();
        }
        return shown;
    }

    private static Call.Answer commit(Call call) throws IOException {
        var commit = new CommitBuilder();
        var tree = Shas.id(call.required("tree"));
        exists(call, tree, "Tree SHA");
        commit.setTreeId(tree);
        for (var parent : call.body().path("parents")) {
            var id = Shas.id(parent.asString(""));
            exists(call, id, "Parent SHA");
            commit.addParentId(id);
        }
        commit.setMessage(call.required("message"));
        commit.setAuthor(person(call, "author"));
        commit.setCommitter(
                call.body().path("committer").isObject() ? person(call, "committer") : person(call, "author"));
        try (var inserter = call.repository().newObjectInserter();
                var walk = new RevWalk(call.repository())) {
            var id = inserter.insert(commit);
            inserter.flush();
            return Call.Answer.created(Shas.shown(call, walk.parseCommit(id)));
        }
    }

    private static String full(String reference) {
        return reference.startsWith("refs/") ? reference : "refs/" + reference;
    }

    private static ObjectNode reference(Call call, String name) throws IOException {
        var ref = call.repository().exactRef(full(name));
        var id = ref == null ? null : ref.getObjectId();
        if (id == null) {
            throw GitHubError.notFound();
        }
        return shown(call, full(name), id);
    }

    private static ObjectNode shown(Call call, String name, ObjectId id) {
        var shown = Call.object().put("ref", name).put("url", call.url() + "/git/" + name);
        shown.putObject("object")
                .put("type", "commit")
                .put("sha", id.name())
                .put("url", call.url() + "/git/commits/" + id.name());
        return shown;
    }

    private static Call.Answer create(Call call) throws IOException {
        var name = call.required("ref");
        var id = Shas.id(call.required("sha"));
        exists(call, id, "Object");
        if (!name.startsWith("refs/") || name.split("/").length < 3) {
            throw GitHubError.invalid("Reference name must start with 'refs/' and contain at least two slashes.");
        }
        var update = call.repository().updateRef(name);
        update.setNewObjectId(id);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        if (update.update() != org.eclipse.jgit.lib.RefUpdate.Result.NEW) {
            throw GitHubError.invalid("Reference already exists");
        }
        return Call.Answer.created(shown(call, name, id));
    }

    private static Call.Answer move(Call call, String name) throws IOException {
        var reference = full(name);
        var before = call.repository().exactRef(reference);
        var old = before == null ? null : before.getObjectId();
        if (old == null) {
            throw GitHubError.invalid("Reference does not exist");
        }
        var id = Shas.id(call.required("sha"));
        exists(call, id, "Object");
        if (!reference.startsWith(Constants.R_HEADS)) {
            throw GitHubError.invalid("the simulated GitHub moves branches only");
        }
        try {
            new Commits(call.repository())
                    .move(
                            reference.substring(Constants.R_HEADS.length()),
                            id,
                            old,
                            call.body().path("force").asBoolean(false));
        } catch (Commits.Moved e) {
            throw GitHubError.invalid("Update is not a fast forward");
        }
        return new Call.Answer(200, shown(call, reference, id), true);
    }

    private static Call.Answer delete(Call call, String name) throws IOException {
        if (call.repository().exactRef(full(name)) == null) {
            throw GitHubError.invalid("Reference does not exist");
        }
        var update = call.repository().updateRef(full(name));
        update.setForceUpdate(true);
        return switch (update.delete()) {
            case FORCED, NEW, NO_CHANGE, FAST_FORWARD -> Call.Answer.nothing();
            default -> throw GitHubError.invalid("Reference cannot be deleted");
        };
    }
}

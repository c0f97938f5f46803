package io.homelab.simulator.github;

import io.homelab.simulator.git.Commits;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code pulls}: made, looked at, closed, merged. */
final class PullRoutes implements Call.Routes {
    private static final String KIND = "pull";

    private final Records records;

    PullRoutes(Records records) {
        this.records = records;
    }

    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        var number = call.path().size() > 1 ? call.path().get(1) : "";
        return switch (call.path().isEmpty()
                ? ""
                : call.route(1) + " " + call.path().size()) {
            case "POST pulls 1" -> Optional.of(create(call));
            case "GET pulls 1" -> Optional.of(Call.Answer.ok(list(call)));
            case "GET pulls 2" -> Optional.of(Call.Answer.ok(shown(call, records.need(call.name(), KIND, number))));
            case "PATCH pulls 2" -> Optional.of(change(call, records.need(call.name(), KIND, number)));
            case "PUT pulls 3" ->
                call.path().get(2).equals("merge")
                        ? Optional.of(merge(call, records.need(call.name(), KIND, number)))
                        : Optional.empty();
            case "GET pulls 3" ->
                Optional.of(
                        records.need(call.name(), KIND, number).path("merged").asBoolean(false)
                                ? Call.Answer.nothing()
                                : new Call.Answer(404, Call.object().put("message", "Not Found"), false));
            default -> Optional.empty();
        };
    }

    private Call.Answer create(Call call) throws IOException {
        var head = call.required("head").replaceFirst("^[^:]*:", "");
        var base = call.required("base");
        var commits = new Commits(call.repository());
        if (commits.head(head).equals(ObjectId.zeroId()) || commits.head(base).equals(ObjectId.zeroId())) {
            throw GitHubError.invalid("Validation Failed");
        }
        for (var other : records.all(call.name(), KIND)) {
            if (other.path("state").asString("").equals("open")
                    && other.path("headRef").asString("").equals(head)
                    && other.path("baseRef").asString("").equals(base)) {
                throw GitHubError.invalid("Validation Failed: A pull request already exists for " + head + ".");
            }
        }
        var pull = Call.object()
                .put("title", call.required("title"))
                .put("body", call.text("body"))
                .put("state", "open")
                .put("headRef", head)
                .put("baseRef", base)
                .put("merged", false)
                .put("created_at", records.now());
        return Call.Answer.created(shown(call, records.add(call.name(), KIND, "number", pull)));
    }

    private tools.jackson.databind.JsonNode list(Call call) throws IOException {
        var list = JsonNodeFactory.instance.arrayNode();
        var state = call.query("state").orElse("open");
        var head = call.query("head").map(text -> text.replaceFirst("^[^:]*:", ""));
        for (var pull : records.all(call.name(), KIND).reversed()) {
            if ((state.equals("all") || pull.path("state").asString("").equals(state))
                    && head.map(pull.path("headRef").asString("")::equals).orElse(true)) {
                list.add(shown(call, pull));
            }
        }
        return list;
    }

    private static ObjectNode shown(Call call, ObjectNode pull) throws IOException {
        var shown = pull.deepCopy();
        var commits = new Commits(call.repository());
        var merged = pull.path("merged").asBoolean(false);
        for (var side : java.util.List.of("head", "base")) {
            var branch = pull.path(side + "Ref").asString("");
            var sha = merged
                    ? pull.path(side + "Sha").asString("")
                    : commits.head(branch).name();
            shown.putObject(side).put("ref", branch).put("sha", sha);
            shown.remove(side + "Ref");
            shown.remove(side + "Sha");
        }
        var number = pull.path("number").asInt();
        shown.put("id", number)
                .put("draft", false)
                .put("url", call.url() + "/pulls/" + number)
                .put("html_url", call.url() + "/pull/" + number);
        if (!merged && pull.path("state").asString("").equals("open")) {
            shown.put("mergeable", merged(call, pull).isPresent());
        }
        return shown;
    }

    private Call.Answer change(Call call, ObjectNode pull) throws IOException {
        for (var field : java.util.List.of("title", "body", "state")) {
            if (call.body().has(field)) {
                pull.put(field, call.text(field));
            }
        }
        records.put(call.name(), KIND, pull.path("number").asInt(), pull);
        return new Call.Answer(200, shown(call, pull), true);
    }

    /** The tree of the merge; empty when there are conflicts. */
    private static Optional<ObjectId> merged(Call call, ObjectNode pull) throws IOException {
        var commits = new Commits(call.repository());
        var merger = (ThreeWayMerger) MergeStrategy.RECURSIVE.newMerger(call.repository(), true);
        var base = commits.head(pull.path("baseRef").asString(""));
        var head = commits.head(pull.path("headRef").asString(""));
        if (head.equals(ObjectId.zeroId())) {
            return Optional.empty();
        }
        return merger.merge(base, head) ? Optional.of(merger.getResultTreeId()) : Optional.empty();
    }

    private Call.Answer merge(Call call, ObjectNode pull) throws IOException {
        var commits = new Commits(call.repository());
        var base = commits.head(pull.path("baseRef").asString(""));
        var head = commits.head(pull.path("headRef").asString(""));
        var tree = pull.path("state").asString("").equals("open") ? merged(call, pull) : Optional.<ObjectId>empty();
        if (tree.isEmpty()) {
            throw new GitHubError(405, "Pull Request is not mergeable");
        }
        if (!call.text("sha").isEmpty() && !call.text("sha").equals(head.name())) {
            throw new GitHubError(409, "Head branch was modified. Review and try the merge again.");
        }
        var method = call.text("merge_method").isEmpty() ? "merge" : call.text("merge_method");
        ObjectId made;
        try (var inserter = call.repository().newObjectInserter();
                var walk = new RevWalk(call.repository())) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree.get());
            commit.setParentId(base);
            switch (method) {
                case "merge" -> commit.addParentId(head);
                case "squash" -> {}
                default ->
                    throw GitHubError.invalid("the simulated GitHub merges and squashes, and does not " + method);
            }
            commit.setAuthor(method.equals("squash") ? author(walk.parseCommit(head), call) : call.who());
            commit.setCommitter(call.who());
            commit.setMessage(message(call, pull));
            made = inserter.insert(commit);
            inserter.flush();
        }
        try {
            commits.move(pull.path("baseRef").asString(""), made, base, false);
        } catch (Commits.Moved e) {
            throw new GitHubError(409, "Base branch was modified. Review and try the merge again.");
        }
        pull.put("state", "closed")
                .put("merged", true)
                .put("merged_at", records.now())
                .put("merge_commit_sha", made.name())
                .put("headSha", head.name())
                .put("baseSha", base.name());
        records.put(call.name(), KIND, pull.path("number").asInt(), pull);
        return new Call.Answer(
                200,
                Call.object()
                        .put("sha", made.name())
                        .put("merged", true)
                        .put("message", "Pull Request successfully merged"),
                true);
    }

    private static org.eclipse.jgit.lib.PersonIdent author(RevCommit head, Call call) {
        return new org.eclipse.jgit.lib.PersonIdent(
                head.getAuthorIdent().getName(),
                head.getAuthorIdent().getEmailAddress(),
                call.who().getWhenAsInstant(),
                java.time.ZoneOffset.UTC);
    }

    private static String message(Call call, ObjectNode pull) {
        var number = pull.path("number").asInt();
        var title = call.text("commit_title").isEmpty()
                ? "Merge pull request #" + number + " from "
                        + pull.path("headRef").asString("")
                : call.text("commit_title");
        var body =
                call.text("commit_message").isEmpty() ? pull.path("title").asString("") : call.text("commit_message");
        return title + "\n\n" + body;
    }
}

package io.homelab.simulator.github;

import io.homelab.simulator.git.Commits;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code pulls}: made, looked at, judged, closed, merged (docs.github.com/rest/pulls). */
final class PullRoutes implements Call.Routes {

    private final Records records;
    private final Protections protections;
    private final Pulls pulls;

    PullRoutes(Records records, Protections protections) {
        this.records = records;
        this.protections = protections;
        this.pulls = new Pulls(records, protections);
    }

    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        var number = call.path().size() > 1 ? call.path().get(1) : "";
        var last = call.path().size() > 2 ? " " + call.path().get(2) : "";
        return switch (call.path().isEmpty()
                ? ""
                : call.route(1) + " " + call.path().size() + last) {
            case "POST pulls 1" -> Optional.of(create(call));
            case "GET pulls 1" -> Optional.of(Pages.of(call, list(call)));
            case "GET pulls 2" -> Optional.of(Call.Answer.ok(pulls.whole(call, pulls.need(call, number))));
            case "PATCH pulls 2" -> Optional.of(change(call, pulls.need(call, number)));
            case "PUT pulls 3 merge" -> Optional.of(merge(call, pulls.need(call, number)));
            case "POST pulls 3 reviews" -> Optional.of(review(call, pulls.need(call, number)));
            case "GET pulls 3 merge" ->
                Optional.of(
                        pulls.need(call, number).path("merged").asBoolean(false)
                                ? Call.Answer.nothing()
                                : new Call.Answer(404, Call.object().put("message", "Not Found"), false));
            default -> Optional.empty();
        };
    }

    private Call.Answer create(Call call) throws IOException {
        var head = call.required("head").replaceFirst("^[^:]*:", "");
        var base = call.required("base");
        var commits = new Commits(call.repository());
        for (var side : List.of("head", "base")) {
            if (commits.head(side.equals("head") ? head : base).equals(ObjectId.zeroId())) {
                throw GitHubError.field(side);
            }
        }
        for (var other : pulls.all(call)) {
            if (Pulls.isOpen(other)
                    && other.path("headRef").asString("").equals(head)
                    && other.path("baseRef").asString("").equals(base)) {
                throw GitHubError.pull("A pull request already exists for " + owner(call) + ":" + head + ".");
            }
        }
        if (Merges.contains(call, commits.head(base), commits.head(head))) {
            throw GitHubError.pull("No commits between " + base + " and " + head);
        }
        var pull = Call.object()
                .put("title", call.required("title"))
                .put("body", call.text("body"))
                .put("state", "open")
                .put("draft", call.body().path("draft").asBoolean(false))
                .put("by", call.who().getName())
                .put("headRef", head)
                .put("baseRef", base)
                .put("merged", false)
                .put("created_at", records.now());
        return Call.Answer.created(pulls.whole(call, pulls.add(call, pull)));
    }

    /** Without an owner before its branch, {@code head} is passed over. */
    private ArrayNode list(Call call) throws IOException {
        var list = JsonNodeFactory.instance.arrayNode();
        var state = call.query("state").orElse("open");
        var head = call.query("head").filter(label -> label.contains(":"));
        for (var pull : pulls.all(call)) {
            var fits = (state.equals("all") || pull.path("state").asString("").equals(state))
                    && head.map(label -> label.equals(
                                    owner(call) + ":" + pull.path("headRef").asString("")))
                            .orElse(true)
                    && call.query("base")
                            .map(pull.path("baseRef").asString("")::equals)
                            .orElse(true);
            if (fits) {
                list.add(pulls.brief(call, pull));
            }
        }
        return list;
    }

    private Call.Answer change(Call call, ObjectNode pull) throws IOException {
        var state = call.text("state");
        if (state.equals("open") && !Pulls.isOpen(pull)) {
            var gone = new Commits(call.repository())
                    .head(pull.path("headRef").asString(""))
                    .equals(ObjectId.zeroId());
            if (gone || pull.path("merged").asBoolean(false)) {
                throw GitHubError.pull("state cannot be changed. "
                        + (gone
                                ? "The " + pull.path("headRef").asString("") + " branch has been deleted."
                                : "The pull request cannot be reopened."));
            }
            pull.remove("closed_at");
        }
        if (state.equals("closed") && Pulls.isOpen(pull)) {
            pull.put("closed_at", records.now());
        }
        for (var field : List.of("title", "body", "state")) {
            if (call.body().has(field)) {
                pull.put(field, call.text(field));
            }
        }
        pulls.keep(call, pull);
        return new Call.Answer(200, pulls.whole(call, pull), true);
    }

    private Call.Answer review(Call call, ObjectNode pull) {
        var approves = call.text("event").equals("APPROVE");
        if (approves && pull.path("by").asString("").equals(call.who().getName())) {
            throw GitHubError.invalid("Review Can not approve your own pull request");
        }
        var review = Call.object()
                .put("user", call.who().getName())
                .put("body", call.text("body"))
                .put("state", approves ? "APPROVED" : "COMMENTED")
                .put("commit_id", pull.path("headSha").asString(""));
        protections.review(call, pull.path("number").asInt(), review);
        return new Call.Answer(200, review, true);
    }

    private Call.Answer merge(Call call, ObjectNode pull) throws IOException {
        var forbidden = pulls.forbids(call, pull);
        if (forbidden.isPresent()) {
            throw new GitHubError(405, forbidden.get());
        }
        var base = Pulls.base(pull);
        var head = Pulls.head(pull);
        if (!call.text("sha").isEmpty() && !call.text("sha").equals(head.name())) {
            throw new GitHubError(409, "Head branch was modified. Review and try the merge again.");
        }
        var tree = Merges.tree(call, base, head);
        if (tree.isEmpty()) {
            throw new GitHubError(405, "Pull Request is not mergeable");
        }
        var squashes = squashes(call);
        var first = commit(call, head);
        var parents = squashes ? new ObjectId[] {base} : new ObjectId[] {base, head};
        var author = squashes ? author(first, call) : call.who();
        var made = Merges.commit(call, tree.get(), author, message(call, pull, squashes, first), parents);
        try {
            new Commits(call.repository()).move(pull.path("baseRef").asString(""), made, base, false);
        } catch (Commits.Moved e) {
            throw new GitHubError(405, "Base branch was modified. Review and try the merge again.");
        }
        pull.put("state", "closed")
                .put("merged", true)
                .put("mergedBy", call.who().getName())
                .put("closed_at", records.now())
                .put("merged_at", records.now())
                .put("merge_commit_sha", made.name());
        pulls.keep(call, pull);
        return new Call.Answer(
                200,
                Call.object()
                        .put("sha", made.name())
                        .put("merged", true)
                        .put("message", "Pull Request successfully merged"),
                true);
    }

    private static boolean squashes(Call call) {
        return switch (call.text("merge_method")) {
            case "squash" -> true;
            case "", "merge" -> false;
            default ->
                throw GitHubError.invalid(
                        "the simulated GitHub merges and squashes, and does not " + call.text("merge_method"));
        };
    }

    private static RevCommit commit(Call call, ObjectId id) throws IOException {
        try (var walk = new RevWalk(call.repository())) {
            return walk.parseCommit(id);
        }
    }

    private static PersonIdent author(RevCommit head, Call call) {
        return new PersonIdent(
                head.getAuthorIdent().getName(),
                head.getAuthorIdent().getEmailAddress(),
                call.who().getWhenAsInstant(),
                ZoneOffset.UTC);
    }

    /** What is given replaces what GitHub would say, as github/rest-api-description#4340 has found. */
    private static String message(Call call, ObjectNode pull, boolean squashes, RevCommit head) {
        var number = pull.path("number").asInt();
        var title = pull.path("title").asString("");
        var words = head.getFullMessage();
        var usual = squashes
                ? title + " (#" + number + ")"
                : "Merge pull request #" + number + " from " + owner(call) + "/"
                        + pull.path("headRef").asString("");
        var body = squashes ? words.contains("\n\n") ? words.substring(words.indexOf("\n\n") + 2) : "" : title;
        return (call.text("commit_title").isEmpty() ? usual : call.text("commit_title"))
                + "\n\n"
                + (call.text("commit_message").isEmpty() ? body : call.text("commit_message"));
    }

    private static String owner(Call call) {
        return call.name().substring(0, call.name().indexOf('/'));
    }
}

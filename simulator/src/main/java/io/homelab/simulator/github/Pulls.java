package io.homelab.simulator.github;

import io.homelab.simulator.git.Commits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import tools.jackson.databind.node.ObjectNode;

/** Pull requests as they are kept, and as they are shown. */
final class Pulls {
    private static final String KIND = "pull";
    private static final String NUMBER = "number";
    private static final String STATE = "state";
    private static final String COMPUTED = "computedFor";
    private static final String TEST = "testSha";
    /** Not for others' eyes. */
    private static final List<String> INTERNAL =
            List.of("headRef", "baseRef", "headSha", "baseSha", COMPUTED, TEST, "by", "merged", "mergedBy");

    private final Records records;
    private final Protections protections;

    Pulls(Records records, Protections protections) {
        this.records = records;
        this.protections = protections;
    }

    ObjectNode add(Call call, ObjectNode pull) throws IOException {
        return settled(call, records.add(call.name(), KIND, NUMBER, pull));
    }

    void keep(Call call, ObjectNode pull) {
        records.put(call.name(), KIND, pull.path(NUMBER).asInt(), pull);
    }

    ObjectNode need(Call call, String number) throws IOException {
        return settled(call, records.need(call.name(), KIND, number));
    }

    /** Newest first. */
    List<ObjectNode> all(Call call) throws IOException {
        var all = new java.util.ArrayList<ObjectNode>();
        for (var pull : records.all(call.name(), KIND).reversed()) {
            all.add(settled(call, pull));
        }
        return all;
    }

    /** Follows its branches; without its head branch it is closed. */
    private ObjectNode settled(Call call, ObjectNode pull) throws IOException {
        if (isOpen(pull)) {
            var commits = new Commits(call.repository());
            var head = commits.head(pull.path("headRef").asString(""));
            var before = pull.deepCopy();
            if (head.equals(ObjectId.zeroId())) {
                pull.put(STATE, "closed").put("closed_at", records.now());
            } else {
                pull.put("headSha", head.name())
                        .put(
                                "baseSha",
                                commits.head(pull.path("baseRef").asString("")).name());
            }
            if (!pull.equals(before)) {
                keep(call, pull);
            }
        }
        return pull;
    }

    static boolean isOpen(ObjectNode pull) {
        return pull.path(STATE).asString("").equals("open");
    }

    static ObjectId head(ObjectNode pull) {
        return ObjectId.fromString(pull.path("headSha").asString());
    }

    static ObjectId base(ObjectNode pull) {
        return ObjectId.fromString(pull.path("baseSha").asString());
    }

    /** As it stands in a list: that says neither whether it is merged nor whether it can be. */
    ObjectNode brief(Call call, ObjectNode pull) {
        var shown = pull.deepCopy();
        shown.remove(INTERNAL);
        var number = pull.path(NUMBER).asInt();
        var owner = call.name().substring(0, call.name().indexOf('/'));
        shown.put("id", number)
                .put("draft", pull.path("draft").asBoolean(false))
                .put("url", call.url() + "/pulls/" + number)
                .put("html_url", call.url() + "/pull/" + number);
        shown.putObject("user").put("login", pull.path("by").asString(""));
        for (var side : List.of("head", "base")) {
            var branch = pull.path(side + "Ref").asString("");
            shown.putObject(side)
                    .put("ref", branch)
                    .put("label", owner + ":" + branch)
                    .put("sha", pull.path(side + "Sha").asString(""))
                    .putObject("repo")
                    .put("full_name", call.name());
        }
        for (var time : List.of("closed_at", "merged_at")) {
            if (!shown.has(time)) {
                shown.putNull(time);
            }
        }
        if (!shown.has("merge_commit_sha")) {
            // Before the merge it is that of a trial.
            shown.set("merge_commit_sha", pull.has(TEST) ? pull.get(TEST) : shown.nullNode());
        }
        return shown;
    }

    /** As it is by itself: whether it can be merged is worked out after somebody has looked, and known the next time. */
    ObjectNode whole(Call call, ObjectNode pull) throws IOException {
        var merged = pull.path("merged").asBoolean(false);
        var known = compute(call, pull);
        var shown = brief(call, pull).put("merged", merged);
        if (merged) {
            shown.putObject("merged_by").put("login", pull.path("mergedBy").asString(""));
        }
        shown.putNull("mergeable").put("mergeable_state", "unknown");
        if (isOpen(pull) && known) {
            var can = Merges.tree(call, base(pull), head(pull)).isPresent();
            shown.put("mergeable", can)
                    .put(
                            "mergeable_state",
                            pull.path("draft").asBoolean(false)
                                    ? "draft"
                                    : can ? protections.state(call, pull, base(pull), head(pull)) : "dirty");
        }
        return shown;
    }

    /** Whether it was known already for the commits as they are. */
    private boolean compute(Call call, ObjectNode pull) throws IOException {
        var commits =
                pull.path("headSha").asString("") + " " + pull.path("baseSha").asString("");
        if (!isOpen(pull) || pull.path(COMPUTED).asString("").equals(commits)) {
            return true;
        }
        pull.put(COMPUTED, commits);
        var tree = Merges.tree(call, base(pull), head(pull));
        pull.remove(TEST);
        if (tree.isPresent()) {
            var trial = Merges.commit(
                    call,
                    tree.get(),
                    call.who(),
                    "Merge " + head(pull).name() + " into " + base(pull).name(),
                    base(pull),
                    head(pull));
            pull.put(TEST, trial.name());
        }
        keep(call, pull);
        return false;
    }

    /** Why it may not be merged now, in GitHub's words. */
    Optional<String> forbids(Call call, ObjectNode pull) throws IOException {
        if (!isOpen(pull) || pull.path("draft").asBoolean(false)) {
            return Optional.of("Pull Request is not mergeable");
        }
        if (!protections.binds(call, pull)) {
            return Optional.empty();
        }
        var forbidden = protections.forbids(call, pull, head(pull));
        return forbidden.isEmpty() && protections.behind(call, pull, base(pull), head(pull))
                ? Optional.of("Head branch is out of date. Review and try the merge again.")
                : forbidden;
    }
}

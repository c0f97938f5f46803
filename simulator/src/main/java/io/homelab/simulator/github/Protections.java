package io.homelab.simulator.github;

import io.homelab.simulator.git.GitAccount;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code branches/BRANCH/protection}: what a pull request needs before it is merged into that branch. The owner is not bound
 * without {@code enforce_admins}. Pushes by Git pass it.
 */
final class Protections implements Call.Routes {
    private static final String KIND = "protection";
    private static final String REVIEW = "review";
    private static final String PULL = "pull";
    private static final String BRANCH = "branch";
    private static final String LAST = "protection";
    private static final String CHECKS = "required_status_checks";
    private static final String REVIEWS = "required_pull_request_reviews";

    private final Records records;

    Protections(Records records) {
        this.records = records;
    }

    @Override
    public Optional<Call.Answer> answer(Call call) {
        var path = call.path();
        if (path.size() < 3
                || !path.getFirst().equals("branches")
                || !path.getLast().equals(LAST)) {
            return Optional.empty();
        }
        var branch = String.join("/", path.subList(1, path.size() - 1));
        if (!GitAccount.isOwner(call.who().getName())) {
            throw GitHubError.notFound();
        }
        return switch (call.method()) {
            case "PUT" -> Optional.of(protect(call, branch));
            case "DELETE" -> {
                records.add(call.name(), KIND, "id", Call.object().put(BRANCH, branch));
                yield Optional.of(Call.Answer.nothing());
            }
            default -> Optional.empty();
        };
    }

    private Call.Answer protect(Call call, String branch) {
        var rules = Call.object().put(BRANCH, branch);
        for (var field : List.of(CHECKS, "enforce_admins", REVIEWS, "restrictions")) {
            if (!call.body().has(field)) {
                throw GitHubError.invalid("Invalid request.\n\n\"" + field + "\" wasn't supplied.");
            }
            rules.set(field, call.body().get(field).deepCopy());
        }
        records.add(call.name(), KIND, "id", rules);
        return new Call.Answer(200, rules, true);
    }

    /** Somebody judged a pull request. */
    void review(Call call, int pull, ObjectNode review) {
        records.add(call.name(), REVIEW, "id", review.put(PULL, pull));
    }

    /** Why it may not be merged now; empty when nothing forbids it. */
    Optional<String> forbids(Call call, ObjectNode pull, ObjectId head) {
        var rules = rules(call, pull);
        var wanted = rules.path(REVIEWS).path("required_approving_review_count").asInt(0);
        if (approvals(call, pull.path("number").asInt()) < wanted) {
            return Optional.of("At least " + wanted + " approving review" + (wanted == 1 ? " is" : "s are")
                    + " required by reviewers with write access.");
        }
        var states = StatusRoutes.states(records, call.name(), head.name());
        return rules.path(CHECKS)
                .path("contexts")
                .valueStream()
                .map(JsonNode::asString)
                .filter(context -> !"success".equals(states.get(context)))
                .map(context -> "Required status check \"" + context + "\" is "
                        + (states.containsKey(context) ? states.get(context) : "expected") + ".")
                .findFirst();
    }

    /** Whether the owner is let through nevertheless. */
    boolean binds(Call call, ObjectNode pull) {
        return !GitAccount.isOwner(call.who().getName())
                || rules(call, pull).path("enforce_admins").asBoolean(false);
    }

    /** GitHub's {@code mergeable_state} of one without conflicts. */
    String state(Call call, ObjectNode pull, ObjectId base, ObjectId head) throws IOException {
        if (forbids(call, pull, head).isPresent()) {
            return "blocked";
        }
        if (behind(call, pull, base, head)) {
            return "behind";
        }
        var unstable = StatusRoutes.states(records, call.name(), head.name()).values().stream()
                .anyMatch(state -> !state.equals("success"));
        return unstable ? "unstable" : "clean";
    }

    /** Whether it must have all of the branch that it goes to, and has not. */
    boolean behind(Call call, ObjectNode pull, ObjectId base, ObjectId head) throws IOException {
        return rules(call, pull).path(CHECKS).path("strict").asBoolean(false) && !Merges.contains(call, head, base);
    }

    /** Whether there are rules for a branch. */
    boolean isOn(Call call, String branch) {
        return rules(call, branch).has(CHECKS);
    }

    private JsonNode rules(Call call, ObjectNode pull) {
        return rules(call, pull.path("baseRef").asString(""));
    }

    private JsonNode rules(Call call, String branch) {
        return records.all(call.name(), KIND).reversed().stream()
                .filter(rules -> rules.path(BRANCH).asString("").equals(branch))
                .findFirst()
                .orElse(Call.object());
    }

    private long approvals(Call call, int pull) {
        return records.all(call.name(), REVIEW).stream()
                .filter(review -> review.path(PULL).asInt() == pull
                        && review.path("state").asString("").equals("APPROVED"))
                .map(review -> review.path("user").asString(""))
                .distinct()
                .count();
    }
}

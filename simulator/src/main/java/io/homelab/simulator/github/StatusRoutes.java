package io.homelab.simulator.github;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code statuses/SHA} and what became of a commit. */
final class StatusRoutes implements Call.Routes {
    private static final Set<String> STATES = Set.of("error", "failure", "pending", "success");
    private static final String KIND = "status";

    private final Records records;

    StatusRoutes(Records records) {
        this.records = records;
    }

    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        if (call.route(1).equals("POST statuses") && call.path().size() == 2) {
            return Optional.of(create(call));
        }
        if (call.route(1).equals("GET commits") && call.path().size() == 3) {
            var sha = Shas.commit(call.repository(), call.path().get(1)).name();
            switch (call.path().get(2)) {
                case "statuses" -> {
                    var list = JsonNodeFactory.instance.arrayNode();
                    of(call, sha).forEach(list::add);
                    return Optional.of(Pages.of(call, list));
                }
                case "status" -> {
                    return Optional.of(Call.Answer.ok(combined(sha, of(call, sha))));
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private Call.Answer create(Call call) throws IOException {
        if (!STATES.contains(call.required("state"))) {
            throw GitHubError.invalid("Validation Failed");
        }
        String sha;
        try {
            sha = Shas.commit(call.repository(), call.path().get(1)).name();
        } catch (GitHubError e) {
            throw GitHubError.invalid("No commit found for SHA: " + call.path().get(1));
        }
        var status = Call.object()
                .put("sha", sha)
                .put("state", call.text("state"))
                .put("context", call.text("context").isEmpty() ? "default" : call.text("context"))
                .put("description", call.text("description"))
                .put("target_url", call.text("target_url"))
                .put("created_at", records.now());
        return Call.Answer.created(records.add(call.name(), KIND, "id", status));
    }

    /** The newest state of each context. */
    static Map<String, String> states(Records records, String repository, String sha) {
        var states = new LinkedHashMap<String, String>();
        of(records, repository, sha)
                .forEach(status -> states.putIfAbsent(
                        status.path("context").asString(""),
                        status.path("state").asString("")));
        return states;
    }

    private List<ObjectNode> of(Call call, String sha) {
        return of(records, call.name(), sha);
    }

    /** Newest first. */
    private static List<ObjectNode> of(Records records, String repository, String sha) {
        return records.all(repository, KIND).reversed().stream()
                .filter(status -> status.path("sha").asString("").equals(sha))
                .toList();
    }

    private static ObjectNode combined(String sha, List<ObjectNode> all) {
        var contexts = new HashSet<String>();
        var latest = new ArrayList<ObjectNode>();
        for (var status : all) {
            if (contexts.add(status.path("context").asString(""))) {
                latest.add(status);
            }
        }
        var states =
                latest.stream().map(status -> status.path("state").asString("")).toList();
        var combined = Call.object()
                .put(
                        "state",
                        states.contains("error") || states.contains("failure")
                                ? "failure"
                                : states.isEmpty() || states.contains("pending") ? "pending" : "success")
                .put("sha", sha)
                .put("total_count", latest.size());
        latest.forEach(combined.putArray("statuses")::add);
        return combined;
    }
}

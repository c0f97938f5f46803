package io.homelab.simulator.github;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.revwalk.RevCommit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code deployments} and their statuses. */
final class DeploymentRoutes implements Call.Routes {
    private static final Set<String> STATES =
            Set.of("error", "failure", "inactive", "in_progress", "queued", "pending", "success");
    private static final String KIND = "deployment";
    private static final String STATUS = "deployment-status";

    private final Records records;

    DeploymentRoutes(Records records) {
        this.records = records;
    }

    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        if (call.path().isEmpty() || !call.path().getFirst().equals("deployments")) {
            return Optional.empty();
        }
        var number = call.path().size() > 1 ? call.path().get(1) : "";
        return switch (call.method() + " " + call.path().size()) {
            case "POST 1" -> Optional.of(create(call));
            case "GET 1" -> Optional.of(Pages.of(call, list(call)));
            case "GET 2" -> Optional.of(Call.Answer.ok(records.need(call.name(), KIND, number)));
            case "POST 3" -> Optional.of(status(call, records.need(call.name(), KIND, number)));
            case "GET 3" -> Optional.of(Pages.of(call, statuses(call, number)));
            default -> Optional.empty();
        };
    }

    private Call.Answer create(Call call) throws IOException {
        var commit = commit(call, call.required("ref"));
        var deployment = Call.object()
                .put("sha", commit.name())
                .put("ref", call.text("ref"))
                .put("task", call.text("task").isEmpty() ? "deploy" : call.text("task"))
                .put("environment", call.text("environment").isEmpty() ? "production" : call.text("environment"))
                .put("description", call.text("description"))
                .put("created_at", records.now());
        deployment.set("payload", call.body().has("payload") ? call.body().get("payload") : Call.object());
        var made = records.add(call.name(), KIND, "id", deployment);
        made.put("url", call.url() + "/deployments/" + made.path("id").asInt());
        records.put(call.name(), KIND, made.path("id").asInt(), made);
        return Call.Answer.created(made);
    }

    private static RevCommit commit(Call call, String ref) throws IOException {
        try {
            return Shas.commit(call.repository(), ref);
        } catch (GitHubError e) {
            throw e.status() == 404 ? GitHubError.invalid("No ref found for: " + ref) : e;
        }
    }

    private ArrayNode list(Call call) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var deployment : records.all(call.name(), KIND).reversed()) {
            var fits = Set.of("sha", "ref", "task", "environment").stream().allMatch(field -> call.query(field)
                    .map(deployment.path(field).asString("")::equals)
                    .orElse(true));
            if (fits) {
                list.add(deployment);
            }
        }
        return list;
    }

    private Call.Answer status(Call call, ObjectNode deployment) {
        if (!STATES.contains(call.required("state"))) {
            throw GitHubError.invalid("Validation Failed");
        }
        var id = deployment.path("id").asInt();
        if (call.text("state").equals("success")
                && call.body().path("auto_inactive").asBoolean(true)) {
            retire(call, deployment);
        }
        return Call.Answer.created(records.add(call.name(), STATUS, "id", given(call, id, call.text("state"))));
    }

    private ObjectNode given(Call call, int deployment, String state) {
        return Call.object()
                .put("deployment", deployment)
                .put("state", state)
                .put("description", call.text("description"))
                .put("log_url", call.text("log_url"))
                .put("environment_url", call.text("environment_url"))
                .put("created_at", records.now());
    }

    /** Older successful ones of the environment become inactive. */
    private void retire(Call call, ObjectNode newer) {
        for (var older : records.all(call.name(), KIND)) {
            var id = older.path("id").asInt();
            var statuses = records.all(call.name(), STATUS).reversed().stream()
                    .filter(status -> status.path("deployment").asInt() == id)
                    .toList();
            if (id != newer.path("id").asInt()
                    && older.path("environment").equals(newer.path("environment"))
                    && !statuses.isEmpty()
                    && statuses.getFirst().path("state").asString("").equals("success")) {
                records.add(call.name(), STATUS, "id", given(call, id, "inactive"));
            }
        }
    }

    private ArrayNode statuses(Call call, String number) {
        var id = records.need(call.name(), KIND, number).path("id").asInt();
        var list = JsonNodeFactory.instance.arrayNode();
        for (var status : records.all(call.name(), STATUS).reversed()) {
            if (status.path("deployment").asInt() == id) {
                list.add(status);
            }
        }
        return list;
    }
}

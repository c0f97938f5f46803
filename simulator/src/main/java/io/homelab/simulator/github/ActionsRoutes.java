package io.homelab.simulator.github;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code actions}: dispatched workflows run for a while and succeed. */
final class ActionsRoutes implements Call.Routes {
    private static final String KIND = "run";
    private static final String FOLDER = ".github/workflows/";
    private static final Duration QUEUED = Duration.ofSeconds(5);
    private static final Duration DONE = Duration.ofSeconds(40);

    private final Records records;

    ActionsRoutes(Records records) {
        this.records = records;
    }

    @Override
    public Optional<Call.Answer> answer(Call call) throws IOException {
        var path = call.path();
        if (path.isEmpty() || !path.getFirst().equals("actions")) {
            return Optional.empty();
        }
        if (call.route(2).equals("POST actions/workflows")
                && path.size() == 4
                && path.get(3).equals("dispatches")) {
            return Optional.of(dispatch(call, path.get(2)));
        }
        if (call.route(2).equals("GET actions/workflows") && path.size() == 3) {
            var commit = Shas.commit(call.repository(), Shas.branch(call.repository()));
            if (Shas.blob(call.repository(), commit, FOLDER + path.get(2)).isEmpty()) {
                throw GitHubError.notFound();
            }
            return Optional.of(Call.Answer.ok(Call.object()
                    .put("id", Math.abs(path.get(2).hashCode()))
                    .put("name", path.get(2))
                    .put("path", FOLDER + path.get(2))
                    .put("state", "active")
                    .put("url", call.url() + "/actions/workflows/" + path.get(2))));
        }
        if (call.route(2).equals("GET actions/runs") && path.size() == 2) {
            var runs = records.all(call.name(), KIND).reversed();
            var shown = Call.object().put("total_count", runs.size());
            var list = shown.putArray("workflow_runs");
            runs.forEach(run -> list.add(now(run)));
            return Optional.of(Call.Answer.ok(shown));
        }
        if (call.route(2).equals("GET actions/runs") && path.size() == 3) {
            return Optional.of(Call.Answer.ok(now(records.need(call.name(), KIND, path.get(2)))));
        }
        return Optional.empty();
    }

    private Call.Answer dispatch(Call call, String file) throws IOException {
        var commit = Shas.commit(call.repository(), call.required("ref").replaceFirst("^refs/", ""));
        var workflow = Shas.blob(call.repository(), commit, FOLDER + file);
        if (workflow.isEmpty()) {
            throw GitHubError.notFound();
        }
        var text =
                new String(call.repository().open(workflow.get()).getBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!text.contains("workflow_dispatch")) {
            throw GitHubError.invalid("Workflow does not have 'workflow_dispatch' trigger");
        }
        var run = Call.object()
                .put("name", file)
                .put("path", FOLDER + file)
                .put("event", "workflow_dispatch")
                .put("head_sha", commit.name())
                .put("head_branch", call.text("ref"))
                .put("begun", records.instant().toString())
                .put("created_at", records.now());
        run.set("inputs", call.body().path("inputs").deepCopy());
        var made = records.add(call.name(), KIND, "id", run);
        var id = made.path("id").asInt();
        made.put("url", call.url() + "/actions/runs/" + id).put("html_url", call.url() + "/actions/runs/" + id);
        records.put(call.name(), KIND, id, made);
        return call.body().path("return_run_details").asBoolean(false)
                ? new Call.Answer(
                        200,
                        Call.object()
                                .put("workflow_run_id", id)
                                .put("run_url", call.url() + "/actions/runs/" + id)
                                .put("html_url", call.url() + "/actions/runs/" + id),
                        true)
                : Call.Answer.nothing();
    }

    private ObjectNode now(ObjectNode run) {
        var age = Duration.between(Instant.parse(run.path("begun").asString("")), records.instant());
        var shown = run.deepCopy();
        shown.remove(List.of("begun"));
        var done = age.compareTo(records.scaled(DONE)) >= 0;
        var queued = age.compareTo(records.scaled(QUEUED)) < 0;
        shown.put("status", done ? "completed" : queued ? "queued" : "in_progress");
        if (done) {
            shown.put("conclusion", "success");
        } else {
            shown.putNull("conclusion");
        }
        return shown;
    }
}

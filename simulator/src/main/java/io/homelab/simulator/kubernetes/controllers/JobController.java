package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.node.ObjectNode;

/** Pods that run once. */
final class JobController implements Controller {
    private static final String JOBS = "jobs.batch";
    private final Api api;

    JobController(Api api) {
        this.api = api;
    }

    @Override
    public void reconcile() {
        for (var job : api.list(JOBS, "")) {
            if (!Owners.doomed(job) && !Conditions.is(job, "Complete")) {
                reconcile(job);
            }
        }
    }

    private void reconcile(ObjectNode job) {
        var pods = Owners.owned(api, "pods", job);
        var wanted = Json.number(job, "spec.completions", 1);
        var succeeded = (int) pods.stream()
                .filter(pod -> Json.text(pod, "status.phase").equals("Succeeded"))
                .count();
        var active = pods.size() - succeeded;
        var suspended = Json.at(job, "spec.suspend").asBoolean(false);
        for (int i = active;
                !suspended && i < Math.min(Json.number(job, "spec.parallelism", 1), wanted - succeeded);
                i++) {
            var pod = Owners.pod(job, Json.name(job) + "-");
            Json.ensure(pod, "metadata.labels")
                    .put("batch.kubernetes.io/job-name", Json.name(job))
                    .put("job-name", Json.name(job));
            api.create("pods", pod);
        }
        api.status(JOBS, job, status -> {
            status.put("active", active).put("succeeded", succeeded).put("ready", active);
            if (!status.has("startTime")) {
                status.put("startTime", api.now());
            }
            if (succeeded >= wanted) {
                status.put("completionTime", api.now()).remove("active");
                Conditions.set(
                        status,
                        "SuccessCriteriaMet",
                        "True",
                        "CompletionsReached",
                        "Reached expected number of succeeded pods",
                        api.now());
                Conditions.set(
                        status,
                        "Complete",
                        "True",
                        "CompletionsReached",
                        "Reached expected number of succeeded pods",
                        api.now());
            }
        });
    }
}

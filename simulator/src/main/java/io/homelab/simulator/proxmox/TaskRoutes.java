package io.homelab.simulator.proxmox;

import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks: list, status, log, abort. */
final class TaskRoutes {
    /** Marks an answer that carries the total beside its data. */
    static final String TOTAL = "\0total";

    private TaskRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of(
                        "GET",
                        "/nodes/{node}/tasks",
                        "errors:bool limit:int start:int since:int until:int source statusfilter typefilter"
                                + " userfilter vmid:int",
                        TaskRoutes::list),
                Route.of("GET", "/nodes/{node}/tasks/{upid}/status", "", call -> status(readable(call))),
                Route.of("GET", "/nodes/{node}/tasks/{upid}/log", "start:int limit:int download:bool", TaskRoutes::log),
                Route.of("DELETE", "/nodes/{node}/tasks/{upid}", "", TaskRoutes::abort));
    }

    private static TaskDocument readable(ApiCall call) {
        var upid = call.parameters().need("upid");
        if (!TaskDocument.isUpid(upid)) {
            throw ApiFailure.invalid("upid", "unable to parse worker upid");
        }
        var task = call.pve()
                .tasks
                .find(upid)
                .filter(found -> found.node().equals(call.node()))
                .orElseThrow(() -> ApiFailure.invalid("upid", "no such task"));
        if (!isOwn(call, task)) {
            call.need("/nodes/" + task.node(), "Sys.Audit");
        }
        return task;
    }

    private static boolean isOwn(ApiCall call, TaskDocument task) {
        var token = task.token();
        var owner = token == null ? task.user() : task.user() + "!" + token;
        return owner.equals(call.caller().id())
                || task.user().equals(call.caller().id());
    }

    private static ObjectNode row(TaskDocument task) {
        var row = Json.object()
                .put("upid", task.upid())
                .put("node", task.node())
                .put("pid", task.pid())
                .put("pstart", task.pstart())
                .put("starttime", task.starttime())
                .put("type", task.type())
                .put("id", task.id())
                .put("user", task.user());
        if (task.token() != null) {
            row.put("tokenid", task.token());
        }
        return row;
    }

    private static ObjectNode status(TaskDocument task) {
        var row = row(task).put("status", task.running() ? "running" : "stopped");
        if (!task.running()) {
            row.put("exitstatus", task.status());
        }
        return row;
    }

    private static JsonNode list(ApiCall call) {
        var source = call.get("source").orElse("archive");
        Predicate<TaskDocument> wanted = task -> task.node().equals(call.node())
                && (source.equals("all") || task.running() == source.equals("active"))
                && call.get("vmid").map(task.id()::equals).orElse(true)
                && call.get("typefilter").map(task.type()::equals).orElse(true)
                && call.get("userfilter").map(task.user()::contains).orElse(true)
                && call.parameters()
                        .number("since")
                        .map(since -> task.starttime() >= since)
                        .orElse(true)
                && call.parameters()
                        .number("until")
                        .map(until -> task.starttime() <= until)
                        .orElse(true)
                && (!call.parameters().is("errors")
                        || !task.running() && !task.status().equals("OK"))
                && (isOwn(call, task) || call.has("/nodes/" + task.node(), "Sys.Audit"));
        var all = call.pve().tasks.all().stream().filter(wanted).toList();
        var data = Json.array();
        all.stream()
                .skip(call.parameters().number("start").orElse(0L))
                .limit(call.parameters().number("limit").orElse(50L))
                .forEach(task -> data.add(finished(task)));
        return listing(data, all.size());
    }

    private static ObjectNode finished(TaskDocument task) {
        var row = row(task);
        if (!task.running()) {
            row.put("endtime", task.endtime()).put("status", task.status());
        }
        return row;
    }

    static JsonNode recent(ApiCall call) {
        var data = Json.array();
        call.pve().tasks.all().stream()
                .filter(task -> isOwn(call, task) || call.has("/nodes/" + task.node(), "Sys.Audit"))
                .limit(25)
                .forEach(task -> data.add(finished(task)));
        return data;
    }

    private static JsonNode log(ApiCall call) {
        var lines = call.pve().tasks.log(readable(call));
        long start = call.parameters().number("start").orElse(0L);
        var data = Json.array();
        for (long i = start;
                i
                        < Math.min(
                                lines.size(),
                                start + call.parameters().number("limit").orElse(50L));
                i++) {
            data.addObject().put("n", i + 1).put("t", lines.get((int) i));
        }
        if (lines.isEmpty()) {
            data.addObject().put("n", 1).put("t", "no content");
        }
        return listing(data, Math.max(1, lines.size()));
    }

    private static JsonNode listing(JsonNode data, long total) {
        var listing = Json.object().put(TOTAL, total);
        listing.set("data", data);
        return listing;
    }

    private static JsonNode abort(ApiCall call) {
        var task = readable(call);
        if (!isOwn(call, task)) {
            call.need("/nodes/" + task.node(), "Sys.Modify");
        }
        call.pve().tasks.abort(task.upid());
        return Json.nothing();
    }
}

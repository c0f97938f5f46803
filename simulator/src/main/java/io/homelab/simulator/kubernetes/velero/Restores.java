package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import io.homelab.simulator.world.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs restores; what one is at is in memory only, so that a restart of the server fails it. */
final class Restores {
    private static final String FINALIZER = "restores.velero.io/external-resources-finalizer";
    private static final Duration BEGINNING = Duration.ofSeconds(2);
    private static final Duration FINALIZING = Duration.ofSeconds(2);
    private static final Duration TERMINATING = Duration.ofMinutes(10);
    private static final Duration SCHEDULING = Duration.ofMinutes(10);

    private final Context context;
    private final RestoreRequest requests;
    private final RestoreFiles files;
    private final Map<String, Run> runs = new HashMap<>();

    Restores(Context context) {
        this.context = context;
        requests = new RestoreRequest(context);
        files = new RestoreFiles(context);
    }

    /** One restore under way. */
    private static final class Run {
        final Journal journal;
        final Restoring restoring;
        final List<Item> items;
        final boolean hangs;
        boolean made;
        long next;
        final long patience;
        long agents;

        Run(Journal journal, Restoring restoring, boolean hangs, long next, long patience) {
            this.journal = journal;
            this.restoring = restoring;
            this.hangs = hangs;
            this.next = next;
            this.patience = patience;
            items = restoring.wanted();
        }
    }

    /** What was under way when the server died is lost. */
    void failLost() {
        for (var restore : context.list(Names.RESTORES)) {
            if (Names.phase(restore).equals("InProgress") && !runs.containsKey(Json.uid(restore))) {
                end(
                        restore,
                        "found a restore with status \"InProgress\" during the server starting, mark it as \"Failed\"");
            }
        }
    }

    void reconcile() {
        for (var restore : context.list(Names.RESTORES)) {
            if (restore.path("metadata").has("deletionTimestamp")) {
                release(restore);
                continue;
            }
            switch (Names.phase(restore)) {
                case "", "New" -> begin(restore);
                case "InProgress" -> advance(restore);
                case "Finalizing", "FinalizingPartiallyFailed" -> complete(restore);
                default -> runs.remove(Json.uid(restore));
            }
        }
    }

    /** The files of a restore go with it. */
    private void release(ObjectNode restore) {
        runs.remove(Json.uid(restore));
        if (!Json.texts(Json.at(restore, "metadata.finalizers")).contains(FINALIZER)
                || !context.rhythm().due("release " + Json.uid(restore), Duration.ofSeconds(10))
                || !files.removed(restore)) {
            return;
        }
        context.api().change(Names.RESTORES, restore, "", live -> {
            if (Json.meta(live).get("finalizers") instanceof ArrayNode list) {
                var kept = Json.texts(list);
                kept.remove(FINALIZER);
                Json.meta(live).set("finalizers", Json.strings(kept));
            }
        });
    }

    private void begin(ObjectNode restore) {
        var completed = restore.deepCopy();
        var mistakes = requests.complete(completed);
        context.api().change(Names.RESTORES, restore, "", live -> {
            live.set("spec", completed.path("spec").deepCopy());
            var kept = Json.texts(Json.at(live, "metadata.finalizers"));
            if (!kept.contains(FINALIZER)) {
                kept.add(FINALIZER);
                Json.meta(live).set("finalizers", Json.strings(kept));
            }
        });
        context.status(Names.RESTORES, restore, status -> context.judged(status, mistakes));
        if (mistakes.isEmpty()) {
            start(completed);
        }
    }

    private void start(ObjectNode restore) {
        var fault = context.faults().meet("velero", "restore " + context.cluster(), Json.name(restore));
        if (fault.isPresent() && fault.get().kind() != Faults.Kind.TASK_VANISHES) {
            end(restore, "restore execution failed: " + fault.get().message());
            return;
        }
        var backup = Json.text(restore, "spec.backupName");
        RestoreSource source;
        try {
            source = RestoreSource.read(files.store(restore), backup);
        } catch (StoreFailed e) {
            end(restore, "restore execution failed: error downloading backup: " + e.getMessage());
            return;
        }
        var journal = context.journal("restore=" + context.namespace() + "/" + Json.name(restore));
        journal.info("starting restore");
        var volumes = context.list(Names.POD_BACKUPS).stream()
                .filter(each -> Names.label(each, Names.BACKUP_NAME).equals(backup))
                .toList();
        var run = new Run(
                journal,
                new Restoring(context, restore, source, volumes, journal),
                fault.isPresent(),
                context.rhythm().after(BEGINNING),
                context.rhythm().after(TERMINATING));
        runs.put(Json.uid(restore), run);
        if (source.isEmpty()) {
            journal.warn("zero items to be restored");
        }
        progress(restore, run.items.size(), 0);
    }

    private void progress(ObjectNode restore, int total, int done) {
        context.status(Names.RESTORES, restore, status -> status.putObject("progress")
                .put("totalItems", total)
                .put("itemsRestored", done));
    }

    private void advance(ObjectNode restore) {
        var run = runs.get(Json.uid(restore));
        if (run == null || run.hangs || !Rhythm.passed(run.next)) {
            return;
        }
        if (!run.made) {
            var terminating = terminating(run);
            if (terminating.isPresent() && !Rhythm.passed(run.patience)) {
                return;
            }
            if (terminating.isEmpty() && !furnished(run)) {
                return;
            }
            for (var item : run.items) {
                var namespace = item.namespace().isEmpty() ? "" : run.restoring.target(item.namespace());
                if (terminating.filter(namespace::equals).isEmpty()) {
                    run.restoring.restore(item);
                }
            }
            terminating.ifPresent(namespace -> run.journal.error("timed out waiting for terminating namespace "
                    + namespace + " to disappear before restoring: context deadline exceeded"));
            run.made = true;
            run.agents = context.rhythm().after(SCHEDULING);
            progress(restore, run.items.size(), run.items.size());
        }
        var orders = orders(restore);
        if (orders.stream().allMatch(NodeAgent::over) || Rhythm.passed(run.agents)) {
            finish(restore, run, orders);
        }
    }

    /** Whether the namespaces are there with what each has: the cluster is always faster at that than the restore. */
    private boolean furnished(Run run) {
        var namespaces = run.restoring.namespaces(run.items);
        namespaces.forEach(run.restoring::ensure);
        return namespaces.stream().map(run.restoring::target).allMatch(namespace -> context.api()
                .find("serviceaccounts", namespace, "default")
                .isPresent());
    }

    private Optional<String> terminating(Run run) {
        return run.restoring.namespaces(run.items).stream()
                .map(run.restoring::target)
                .filter(name -> context.api()
                        .find("namespaces", "", name)
                        .filter(found -> found.path("metadata").has("deletionTimestamp"))
                        .isPresent())
                .findFirst();
    }

    private List<ObjectNode> orders(ObjectNode restore) {
        return context.list(Names.POD_RESTORES).stream()
                .filter(each -> Names.label(each, Names.RESTORE_UID).equals(Json.uid(restore)))
                .toList();
    }

    private void finish(ObjectNode restore, Run run, List<ObjectNode> orders) {
        for (var order : orders) {
            var namespace = Json.text(order, "spec.pod.namespace");
            if (!NodeAgent.over(order)) {
                run.journal.error(namespace, "timed out waiting for all PodVolumeRestores to complete");
            } else if (!Names.phase(order).equals("Completed")) {
                run.journal.error(namespace, "pod volume restore failed: " + Json.text(order, "status.message"));
            }
        }
        run.journal.info("restore completed");
        files.write(restore, run.journal, run.restoring.outcomes(), orders);
        context.status(Names.RESTORES, restore, status -> {
            run.journal.count(status);
            status.put("phase", run.journal.errors() > 0 ? "FinalizingPartiallyFailed" : "Finalizing");
        });
        run.next = context.rhythm().after(FINALIZING);
    }

    private void complete(ObjectNode restore) {
        var run = runs.get(Json.uid(restore));
        if (run != null && !Rhythm.passed(run.next)) {
            return;
        }
        runs.remove(Json.uid(restore));
        var phase = Names.phase(restore).equals("Finalizing") ? "Completed" : "PartiallyFailed";
        context.status(Names.RESTORES, restore, status -> status.put("phase", phase)
                .put("completionTimestamp", context.now()));
    }

    private void end(ObjectNode restore, String reason) {
        runs.remove(Json.uid(restore));
        context.status(Names.RESTORES, restore, status -> status.put("phase", "Failed")
                .put("failureReason", reason)
                .put("completionTimestamp", context.now()));
    }
}

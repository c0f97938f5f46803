package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.GoDuration;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import io.homelab.simulator.world.Faults;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Runs backups, one at a time; what one is at is in memory only, so that a restart of the server fails it. */
final class Backups {
    private static final Set<String> RUNNING = Set.of("ReadyToStart", "InProgress");
    private static final Duration COLLECTING = Duration.ofSeconds(3);
    private static final Duration FINALIZING = Duration.ofSeconds(2);

    private final Context context;
    private final PodVolumes volumes;
    private final BackupRequest requests;
    private final Map<String, Run> runs = new HashMap<>();

    Backups(Context context, Repositories repositories) {
        this.context = context;
        volumes = new PodVolumes(context, repositories);
        requests = new BackupRequest(context);
    }

    /** One backup under way. */
    private static final class Run {
        final Journal journal;
        final List<Item> items;
        boolean ordered;
        final boolean hangs;
        long next;

        Run(Journal journal, List<Item> items, boolean hangs, long next) {
            this.journal = journal;
            this.items = items;
            this.hangs = hangs;
            this.next = next;
        }
    }

    /** What was under way when the server died is lost. */
    void failLost() {
        for (var backup : context.list(Names.BACKUPS)) {
            if (Names.phase(backup).equals("InProgress") && !runs.containsKey(Json.uid(backup))) {
                end(
                        backup,
                        "found a backup with status \"InProgress\" during the server starting, mark it as \"Failed\"");
            }
        }
    }

    void reconcile() {
        var backups = context.list(Names.BACKUPS).stream()
                .sorted(Comparator.comparing((ObjectNode backup) -> Json.text(backup, "metadata.creationTimestamp"))
                        .thenComparing(Json::name))
                .toList();
        var busy = backups.stream().anyMatch(backup -> RUNNING.contains(Names.phase(backup)));
        var position = 0;
        for (var backup : backups) {
            if (backup.path("metadata").has("deletionTimestamp")) {
                continue;
            }
            switch (Names.phase(backup)) {
                case "", "New", "Queued" -> {
                    if (busy) {
                        queue(backup, ++position);
                    } else {
                        context.status(Names.BACKUPS, backup, status -> {
                            status.put("phase", "ReadyToStart");
                            status.remove("queuePosition");
                        });
                        busy = true;
                    }
                }
                case "ReadyToStart" -> begin(backup);
                case "InProgress" -> advance(backup);
                case "Finalizing", "FinalizingPartiallyFailed" -> complete(backup);
                default -> runs.remove(Json.uid(backup));
            }
        }
    }

    private void queue(ObjectNode backup, int position) {
        context.status(
                Names.BACKUPS, backup, status -> status.put("phase", "Queued").put("queuePosition", position));
    }

    private void begin(ObjectNode backup) {
        var completed = backup.deepCopy();
        var mistakes = requests.complete(completed);
        context.api().change(Names.BACKUPS, backup, "", live -> {
            live.set("spec", completed.path("spec").deepCopy());
            var meta = Json.meta(live);
            meta.set("labels", Json.at(completed, "metadata.labels").deepCopy());
            meta.set("annotations", Json.at(completed, "metadata.annotations").deepCopy());
        });
        var ttl = GoDuration.parse(Json.text(completed, "spec.ttl"), Duration.ZERO);
        var expiration = context.rhythm().now().plus(ttl).toString();
        context.status(Names.BACKUPS, backup, status -> {
            status.put("version", 1).put("formatVersion", BackupFiles.FORMAT).put("expiration", expiration);
            context.judged(status, mistakes);
        });
        if (mistakes.isEmpty()) {
            start(completed);
        }
    }

    private void start(ObjectNode backup) {
        var fault = context.faults().meet("velero", "backup " + context.cluster(), Json.name(backup));
        if (fault.isPresent() && fault.get().kind() != Faults.Kind.TASK_VANISHES) {
            end(backup, "backup execution failed: " + fault.get().message());
            return;
        }
        try {
            var store = context.stores().of(Json.text(backup, "spec.storageLocation"));
            if (store.bucket().has(store.layout().metadata(Json.name(backup)))) {
                end(backup, "backup execution failed: backup already exists in object storage");
                return;
            }
        } catch (StoreFailed e) {
            end(
                    backup,
                    "backup execution failed: error checking if backup already exists in object storage: "
                            + e.getMessage());
            return;
        }
        var journal = context.journal("backup=" + context.namespace() + "/" + Json.name(backup));
        journal.info("Setting up backup temp file");
        journal.info("Writing backup version file");
        var items = new Collector(context.api(), new Filter(backup.path("spec"))).collect();
        items.forEach(item -> journal.info("Backing up item " + item.resource() + " " + item.qualifiedName()));
        runs.put(
                Json.uid(backup),
                new Run(journal, items, fault.isPresent(), context.rhythm().after(COLLECTING)));
        progress(backup, items.size(), 0);
    }

    private void progress(ObjectNode backup, int total, int done) {
        context.status(Names.BACKUPS, backup, status -> {
            var progress = status.putObject("progress").put("totalItems", total);
            if (done > 0) {
                progress.put("itemsBackedUp", done);
            }
        });
    }

    private void advance(ObjectNode backup) {
        var run = runs.get(Json.uid(backup));
        if (run == null || run.hangs || !Rhythm.passed(run.next)) {
            return;
        }
        var pods = run.items.stream()
                .filter(item -> item.resource().equals("pods"))
                .map(Item::object)
                .toList();
        if (!run.ordered) {
            if (!volumes.ready(backup, pods)) {
                return;
            }
            pods.forEach(pod -> volumes.order(backup, pod, run.journal));
            run.ordered = true;
            progress(backup, run.items.size(), run.items.size());
        }
        var orders = volumes.ordered(backup);
        if (orders.stream().allMatch(NodeAgent::over)) {
            finish(backup, run, orders);
        }
    }

    private void finish(ObjectNode backup, Run run, List<ObjectNode> orders) {
        for (var order : orders) {
            if (!Names.phase(order).equals("Completed")) {
                run.journal.error(" message: /pod volume backup failed: " + Json.text(order, "status.message"));
            }
        }
        run.journal.info("Backed up a total of " + run.items.size() + " items");
        var phase = run.journal.errors() > 0 ? "FinalizingPartiallyFailed" : "Finalizing";
        context.status(Names.BACKUPS, backup, status -> {
            run.journal.count(status);
            status.put("phase", phase);
        });
        run.next = context.rhythm().after(FINALIZING);
        try {
            var now = context.find(Names.BACKUPS, Json.name(backup)).orElse(backup);
            new BackupFiles(context.stores().of(Json.text(backup, "spec.storageLocation")))
                    .write(now, run.items, orders, run.journal);
        } catch (StoreFailed e) {
            end(backup, "backup execution failed: " + e.getMessage());
        }
    }

    private void complete(ObjectNode backup) {
        var run = runs.get(Json.uid(backup));
        if (run != null && !Rhythm.passed(run.next)) {
            return;
        }
        var phase = Names.phase(backup).equals("Finalizing") ? "Completed" : "PartiallyFailed";
        var done = backup.deepCopy();
        Json.ensure(done, "status").put("phase", phase).put("completionTimestamp", context.now());
        try {
            new BackupFiles(context.stores().of(Json.text(backup, "spec.storageLocation"))).metadata(done);
        } catch (StoreFailed e) {
            // The real one tries again, too, until the location takes it.
            if (run != null) {
                run.next = context.rhythm().after(Duration.ofSeconds(10));
            }
            return;
        }
        context.status(Names.BACKUPS, backup, status -> status.setAll((ObjectNode) done.path("status")));
        runs.remove(Json.uid(backup));
    }

    private void end(ObjectNode backup, String reason) {
        runs.remove(Json.uid(backup));
        context.status(Names.BACKUPS, backup, status -> status.put("phase", "Failed")
                .put("failureReason", reason)
                .put("completionTimestamp", context.now()));
    }
}

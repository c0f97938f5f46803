package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.ApiError;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the objects of one restore. */
final class Restoring {
    private static final String ACCOUNTS = "serviceaccounts";

    private final Context context;
    private final ObjectNode restore;
    private final JsonNode spec;
    private final RestoreSource source;
    private final PodRestores volumes;
    private final Journal journal;
    private final Filter filter;
    private final Modifiers modifiers;
    private final Set<String> reprovisioned = new LinkedHashSet<>();
    /** What became of an object, by its kind and name, as lists of restored resources say it. */
    private final Map<String, Map<String, String>> outcomes = new LinkedHashMap<>();

    Restoring(
            Context context,
            ObjectNode restore,
            RestoreSource source,
            List<ObjectNode> volumeBackups,
            Journal journal) {
        volumes = new PodRestores(context, restore, volumeBackups, journal);
        this.context = context;
        this.restore = restore;
        this.source = source;
        this.journal = journal;
        spec = restore.path("spec");
        filter = new Filter(spec);
        modifiers = Modifiers.of(context, spec);
    }

    Map<String, Map<String, String>> outcomes() {
        return outcomes;
    }

    /** What is to be restored, as far as the filter knows. */
    List<Item> wanted() {
        return source.ordered().stream().filter(this::wanted).toList();
    }

    private boolean wanted(Item item) {
        if (!filter.resource(
                item.resource(),
                Json.text(item.object(), "kind"),
                !item.namespace().isEmpty())) {
            return false;
        }
        if (item.resource().equals("namespaces")) {
            // Made for the sake of what is in them.
            return false;
        }
        if (item.namespace().isEmpty()) {
            var all = filter.clusterWide() == Filter.ClusterWide.ALL
                    || filter.clusterWide() == Filter.ClusterWide.RELATED && filter.everyNamespace();
            return all && filter.labels(item.object());
        }
        return filter.namespace(item.namespace()) && filter.labels(item.object());
    }

    /** Where objects of a namespace go. */
    String target(String namespace) {
        var mapped = spec.path("namespaceMapping").path(namespace);
        return mapped.isString() ? mapped.asString("") : namespace;
    }

    /** Namespaces of the backup whose objects come back. */
    Set<String> namespaces(List<Item> items) {
        var namespaces = new LinkedHashSet<String>();
        items.stream()
                .map(Item::namespace)
                .filter(namespace -> !namespace.isEmpty())
                .forEach(namespaces::add);
        return namespaces;
    }

    void restore(Item item) {
        var namespace = item.namespace().isEmpty() ? "" : target(item.namespace());
        if (RestoredShape.complete(item)) {
            journal.info(item.qualifiedName() + " is complete - skipping");
            return;
        }
        if (outcomes.getOrDefault(item.sort(), Map.of()).containsKey(shown(namespace, item.name()))) {
            return;
        }
        if (RestoredShape.mirror(item)) {
            journal.info("Not restoring pod because it's a mirror pod");
            return;
        }
        if (!context.api().serves(item.resource())) {
            journal.error(
                    namespace,
                    "error restoring " + item.resource() + "/" + item.qualifiedName()
                            + ": the server could not find the requested resource");
            return;
        }
        if (!namespace.isEmpty()) {
            ensure(item.namespace());
        }
        if (item.resource().equals("persistentvolumes") && reprovision(item)) {
            outcome(item, namespace, "skipped");
            return;
        }
        var object = RestoredShape.plain(item.object());
        RestoredShape.act(item.resource(), object, spec);
        if (item.resource().equals("persistentvolumeclaims")) {
            claim(item, object);
        }
        var saved = item.resource().equals("pods") ? volumes.snapshots(item) : Map.<String, ObjectNode>of();
        if (!saved.isEmpty()) {
            RestoredShape.await(object, saved.keySet(), Json.uid(restore), image());
        }
        if (!namespace.isEmpty()) {
            Json.meta(object).put("namespace", namespace);
        }
        try {
            var modified = modifiers.apply(item.resource(), object);
            RestoredShape.label(modified, Json.name(restore), Json.text(spec, "backupName"));
            make(item, namespace, modified, saved);
        } catch (ApiError | IllegalArgumentException e) {
            journal.error(
                    namespace,
                    "error applying resource modifiers to " + item.resource() + "/" + shown(namespace, item.name())
                            + ": " + e.getMessage());
        }
    }

    /** Makes where a namespace's objects go. */
    void ensure(String from) {
        var to = target(from);
        if (context.api().find("namespaces", "", to).isEmpty()) {
            var namespace = source.find("namespaces", "", from)
                    .map(item -> RestoredShape.plain(item.object()))
                    .orElseGet(() -> Json.object().put("apiVersion", "v1").put("kind", "Namespace"));
            namespace.remove("spec");
            Json.meta(namespace).put("name", to);
            context.api().ensure("namespaces", namespace);
            note("v1/Namespace", to, "created");
        }
    }

    private String image() {
        return context.api().find("deployments.apps", context.namespace(), "velero").stream()
                .flatMap(deployment ->
                        Json.at(deployment, "spec.template.spec.containers").valueStream())
                .map(container -> Json.text(container, "image"))
                .findFirst()
                .orElse("velero/velero:" + Names.VERSION);
    }

    private boolean reprovision(Item volume) {
        var claim = Json.text(volume.object(), "spec.claimRef.name");
        var namespace = Json.text(volume.object(), "spec.claimRef.namespace");
        var saved = volumes.saved(namespace, claim);
        if (saved
                || Json.text(volume.object(), "spec.persistentVolumeReclaimPolicy")
                        .equals("Delete")) {
            journal.info("Dynamically re-provisioning persistent volume because "
                    + (saved
                            ? "it has a pod volume backup to be restored."
                            : "it doesn't have a snapshot and its reclaim policy is Delete."));
            reprovisioned.add(volume.name());
            return true;
        }
        return false;
    }

    private void claim(Item item, ObjectNode claim) {
        var volume = Json.text(item.object(), "spec.volumeName");
        if (filter.clusterWide() != Filter.ClusterWide.NONE
                && filter.resource("persistentvolumes", "PersistentVolume", false)) {
            source.find("persistentvolumes", "", volume).ifPresent(this::restore);
        }
        // One whose volume was not looked at goes on asking for that volume, as with the real one.
        if (reprovisioned.contains(volume)) {
            Json.ensure(claim, "spec").remove("volumeName");
        }
    }

    private void make(Item item, String namespace, ObjectNode object, Map<String, ObjectNode> saved) {
        journal.info("Attempting to restore " + Json.text(object, "kind") + ": " + item.name() + ".");
        var live = context.api().find(item.resource(), namespace, item.name());
        if (live.isPresent()) {
            exists(item, namespace, object, live.get());
            return;
        }
        try {
            var made = context.api().create(item.resource(), object);
            outcome(item, namespace, "created");
            if (!saved.isEmpty()) {
                volumes.order(item.namespace(), made, saved);
            }
        } catch (ApiError e) {
            // A controller may have been faster, as the one of endpoints is; whoever was there first is compared.
            var first = context.api().find(item.resource(), namespace, item.name());
            if (e.reason().equals("AlreadyExists") && first.isPresent()) {
                exists(item, namespace, object, first.get());
                return;
            }
            outcome(item, namespace, "failed");
            journal.error(
                    namespace,
                    "error restoring " + item.resource() + "/" + shown(namespace, item.name()) + ": " + e.getMessage());
        }
    }

    private void exists(Item item, String namespace, ObjectNode object, ObjectNode live) {
        var there = RestoredShape.plain(live);
        RestoredShape.label(there, Json.name(restore), Json.text(spec, "backupName"));
        if (there.equals(object)) {
            journal.info("Restore of " + item.name()
                    + " skipped: it already exists in the cluster and is the same as the backed up version");
            outcome(item, namespace, "skipped");
            return;
        }
        if (item.resource().equals(ACCOUNTS)) {
            context.api()
                    .change(
                            ACCOUNTS,
                            live,
                            "",
                            now -> RestoredShape.label(now, Json.name(restore), Json.text(spec, "backupName")));
            outcome(item, namespace, "updated");
            return;
        }
        var policy = Json.text(spec, "existingResourcePolicy");
        if (policy.equals("update")) {
            update(item, namespace, object, live);
            return;
        }
        outcome(item, namespace, "failed");
        var kind = Json.text(object, "kind");
        journal.warn(
                namespace,
                "could not restore, "
                        + (policy.isEmpty() ? kind + ":" + item.name() : kind + " \"" + item.name() + "\"")
                        + " already exists. Warning: the in-cluster version is different than the backed-up version");
    }

    private void update(Item item, String namespace, ObjectNode object, ObjectNode live) {
        try {
            context.api().change(item.resource(), live, "", now -> {
                object.properties().forEach(field -> {
                    if (!field.getKey().equals("metadata")) {
                        now.set(field.getKey(), field.getValue().deepCopy());
                    }
                });
                for (var part : List.of("labels", "annotations")) {
                    if (Json.at(object, "metadata." + part) instanceof ObjectNode wanted) {
                        Json.ensure(now, "metadata." + part).setAll(wanted.deepCopy());
                    }
                }
            });
            outcome(item, namespace, "updated");
        } catch (ApiError e) {
            outcome(item, namespace, "failed");
            journal.warn(namespace, e.getMessage() == null ? "the update was refused" : e.getMessage());
        }
    }

    private void outcome(Item item, String namespace, String outcome) {
        note(item.sort(), shown(namespace, item.name()), outcome);
    }

    private void note(String sort, String name, String outcome) {
        outcomes.computeIfAbsent(sort, key -> new LinkedHashMap<>()).put(name, outcome);
    }

    private static String shown(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}

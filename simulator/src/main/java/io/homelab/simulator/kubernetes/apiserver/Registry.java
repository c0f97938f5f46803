package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.world.WorldClock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** The life of objects: what a create, update, apply and delete do to them, whatever their kind. */
public final class Registry {
    private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";

    private final Storage storage;
    private final Catalog catalog;
    private final WorldClock clock;

    Registry(Storage storage, Catalog catalog, WorldClock clock) {
        this.storage = storage;
        this.catalog = catalog;
        this.clock = clock;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Storage storage() {
        return storage;
    }

    /** The revision that the storage is at. */
    public long revision() {
        return storage.revision();
    }

    /** Everything that the storage has. */
    public byte[] snapshot() {
        return storage.snapshot();
    }

    /** Fills the storage of a cluster that is not open yet. */
    public static void restore(io.homelab.simulator.world.Store store, String id, byte[] snapshot) {
        Storage.restore(store, id, snapshot);
    }

    /** Tells of every change from now on; the result stops it. */
    public Runnable changes(Runnable then) {
        return storage.watch(storage.revision(), change -> then.run());
    }

    /** Makes what was written durable. */
    public void commit() {
        storage.commit();
    }

    public String now() {
        return clock.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public Optional<ObjectNode> find(ResourceType type, String namespace, String name) {
        return storage.get(type.key(namespace, name)).map(object -> served(type, object));
    }

    ObjectNode get(ResourceType type, String namespace, String name) {
        return find(type, namespace, name).orElseThrow(() -> ApiError.notFound(type, name));
    }

    public List<ObjectNode> list(ResourceType type, String namespace) {
        return list(type, namespace, object -> true);
    }

    /**
     * Copies of those that are wanted: most of the work of a list is the copies.
     *
     * @param wanted looks at the stored object, without its kind, and changes nothing of it
     */
    public List<ObjectNode> list(ResourceType type, String namespace, Predicate<ObjectNode> wanted) {
        var prefix = type.prefix() + (namespace.isEmpty() ? "" : namespace + "/");
        return storage.list(prefix, wanted).stream()
                .map(object -> served(type, object))
                .toList();
    }

    /** One stored copy serves every version of a kind. */
    static ObjectNode served(ResourceType type, ObjectNode object) {
        return object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }

    public synchronized ObjectNode create(ResourceType type, String namespace, ObjectNode given, Writing writing) {
        var object = prepared(type, namespace, given, writing);
        if (type.has("status") && !type.qualified().equals("namespaces")) {
            object.remove("status");
        }
        Defaults.fill(type, object);
        born(type, object);
        return finish(type, namespace, object, writing, true);
    }

    private ObjectNode prepared(ResourceType type, String namespace, ObjectNode given, Writing writing) {
        var object = given.deepCopy();
        identify(type, namespace, object);
        var meta = Json.meta(object);
        // Clients that mean none may say zero.
        if (Json.text(meta, "resourceVersion").equals("0")) {
            meta.remove("resourceVersion");
        }
        if (!Json.text(object, "metadata.resourceVersion").isEmpty()) {
            throw ApiError.bad("resourceVersion should not be set on objects to be created");
        }
        if (Json.name(object).isEmpty() && !Json.text(meta, "generateName").isEmpty()) {
            meta.put("name", Json.text(meta, "generateName") + suffix());
        }
        strict(type, object, writing);
        if (type.namespaced()) {
            requireNamespace(type, namespace, Json.name(object));
        }
        if (storage.get(type.key(namespace, Json.name(object))).isPresent()) {
            throw ApiError.exists(type, Json.name(object));
        }
        return object;
    }

    private static void strict(ResourceType type, ObjectNode object, Writing writing) {
        var unknown = CustomObjects.prune(type, object);
        if (!unknown.isEmpty() && writing.strict()) {
            throw ApiError.bad("strict decoding error: "
                    + String.join(
                            ", ",
                            unknown.stream()
                                    .map(f -> "unknown field \"" + f + "\"")
                                    .toList()));
        }
    }

    private static String suffix() {
        var suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX.charAt(ThreadLocalRandom.current().nextInt(SUFFIX.length())));
        }
        return suffix.toString();
    }

    private static void identify(ResourceType type, String namespace, ObjectNode object) {
        var apiVersion = Json.text(object, "apiVersion");
        var kind = Json.text(object, "kind");
        if ((!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion()))
                || (!kind.isEmpty() && !kind.equals(type.kind()))) {
            throw ApiError.bad("the API version in the data (" + apiVersion + ", Kind=" + kind
                    + ") does not match the expected API version (" + type.apiVersion() + ", Kind=" + type.kind()
                    + ")");
        }
        served(type, object);
        var meta = Json.meta(object);
        var own = Json.text(meta, "namespace");
        if (type.namespaced()) {
            if (!own.isEmpty() && !own.equals(namespace)) {
                throw ApiError.bad(
                        "the namespace of the provided object does not match the namespace sent on the request");
            }
            meta.put("namespace", namespace);
        } else {
            meta.remove("namespace");
        }
    }

    private void requireNamespace(ResourceType type, String namespace, String name) {
        var namespaces = catalog.find("namespaces").orElseThrow();
        var found = get(namespaces, "", namespace);
        if (found.path("metadata").has("deletionTimestamp")) {
            throw ApiError.forbidden(
                    type.qualified() + " \"" + name + "\" is forbidden: unable to create new content in namespace "
                            + namespace + " because it is being terminated",
                    type,
                    name);
        }
    }

    private void born(ResourceType type, ObjectNode object) {
        var meta = Json.meta(object);
        meta.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
        meta.remove(List.of("deletionTimestamp", "managedFields"));
        if (object.has("spec") && type.counted()) {
            meta.put("generation", 1);
        }
    }

    private ObjectNode finish(ResourceType type, String namespace, ObjectNode object, Writing writing, boolean track) {
        Checks.check(type, object);
        if (track) {
            new ServerSideApply(type, now()).update(null, object, manager(type, writing, "Update"));
        }
        if (writing.dryRun()) {
            return object;
        }
        var stored = served(type, storage.put(type.key(namespace, Json.name(object)), object));
        if (type.qualified().equals("customresourcedefinitions.apiextensions.k8s.io")) {
            return establish(type, stored);
        }
        return stored;
    }

    private ObjectNode establish(ResourceType type, ObjectNode definition) {
        if (!Json.at(definition, "status.conditions").isMissingNode()) {
            return definition;
        }
        var status = Json.ensure(definition, "status");
        status.set("acceptedNames", Json.at(definition, "spec.names").deepCopy());
        status.putArray("storedVersions")
                .add(Json.text(Json.at(definition, "spec.versions").path(0), "name"));
        var conditions = status.putArray("conditions");
        conditions.add(Json.of(
                        "{'type':'NamesAccepted','status':'True','reason':'NoConflicts','message':'no conflicts found'}")
                .put("lastTransitionTime", now()));
        conditions.add(Json.of(
                        "{'type':'Established','status':'True','reason':'InitialNamesAccepted','message':'the initial names have been accepted'}")
                .put("lastTransitionTime", now()));
        return served(type, storage.put(type.key("", Json.name(definition)), definition));
    }

    private static Managers.Manager manager(ResourceType type, Writing writing, String operation) {
        return new Managers.Manager(writing.manager(), operation, type.apiVersion(), writing.subresource());
    }

    /** Replaces an object by one that was read and changed. */
    public synchronized ObjectNode update(ResourceType type, String namespace, ObjectNode given, Writing writing) {
        var live = get(type, namespace, Json.name(given));
        var object = given.deepCopy();
        identify(type, namespace, object);
        strict(type, object, writing);
        return change(type, namespace, live, object, writing, true);
    }

    /** Changes an object as it is now. */
    public synchronized ObjectNode change(
            ResourceType type, String namespace, String name, Writing writing, UnaryOperator<ObjectNode> change) {
        var live = get(type, namespace, name);
        var object = change.apply(live.deepCopy());
        if (!Json.name(object).equals(name)) {
            throw ApiError.bad("the name of the object (" + Json.name(object) + ") does not match the name on the URL ("
                    + name + ")");
        }
        strict(type, object, writing);
        return change(type, namespace, live, object, writing, true);
    }

    private ObjectNode change(
            ResourceType type, String namespace, ObjectNode live, ObjectNode object, Writing writing, boolean track) {
        var name = Json.name(live);
        var version = Json.text(object, "metadata.resourceVersion");
        if (!version.isEmpty() && !version.equals(Json.text(live, "metadata.resourceVersion"))) {
            throw ApiError.stale(type, name);
        }
        var uid = Json.uid(object);
        if (!uid.isEmpty() && !uid.equals(Json.uid(live))) {
            throw ApiError.conflict(
                    type,
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + Json.uid(live));
        }
        var next = Revisions.next(type, live, object, writing.subresource());
        Defaults.fill(type, next);
        if (type.qualified().equals("namespaces")) {
            // Defaults are for new namespaces; an existing one keeps its own state.
            next.set(
                    "status",
                    object.path("status").isObject()
                            ? object.get("status").deepCopy()
                            : live.path("status").deepCopy());
            next.set(
                    "spec",
                    object.path("spec").isObject()
                            ? object.get("spec").deepCopy()
                            : live.path("spec").deepCopy());
        }
        if (track && !writing.dryRun() && Revisions.same(live, next)) {
            return live; // controllers write what is there already all the time: nobody's ownership changes by it
        }
        Checks.check(type, next);
        if (track) {
            new ServerSideApply(type, now()).update(live, next, manager(type, writing, "Update"));
        }
        if (writing.dryRun() || Revisions.same(live, next)) {
            return writing.dryRun() ? next : live;
        }
        if (Revisions.gone(type, next)) {
            storage.remove(type.key(namespace, name));
            return next;
        }
        return served(type, storage.put(type.key(namespace, name), next));
    }

    /** What an apply did. */
    public record Applied(ObjectNode object, boolean created) {}

    public synchronized Applied apply(
            ResourceType type, String namespace, String name, ObjectNode applied, Writing writing) {
        if (!Json.at(applied, "metadata.managedFields").isMissingNode()) {
            throw ApiError.bad("metadata.managedFields must be nil");
        }
        if (!Json.name(applied).isEmpty() && !Json.name(applied).equals(name)) {
            throw ApiError.bad(
                    "name in the data (" + Json.name(applied) + ") does not match the name on the URL (" + name + ")");
        }
        identify(type, namespace, applied);
        Json.meta(applied).put("name", name);
        strict(type, applied, writing);
        if (type.has("status") && writing.subresource().isEmpty()) {
            applied.remove("status");
        }
        var live = find(type, namespace, name);
        var ownership = new ServerSideApply(type, now());
        var manager = manager(type, writing, "Apply");
        if (live.isEmpty()) {
            if (!writing.subresource().isEmpty()) {
                throw ApiError.notFound(type, name);
            }
            var object = prepared(type, namespace, applied, writing);
            // Ownership is of what was applied; what defaults add belongs to nobody.
            var owned = ownership.apply(Json.object(), object, manager, true);
            var fields = owned.path("metadata").path("managedFields").deepCopy();
            Defaults.fill(type, owned);
            born(type, owned);
            Json.meta(owned).set("managedFields", fields);
            return new Applied(finish(type, namespace, owned, writing, false), true);
        }
        var version = Json.text(applied, "metadata.resourceVersion");
        if (!version.isEmpty() && !version.equals(Json.text(live.get(), "metadata.resourceVersion"))) {
            throw ApiError.stale(type, name);
        }
        var merged = ownership.apply(live.get(), applied, manager, writing.force());
        return new Applied(change(type, namespace, live.get(), merged, writing, false), false);
    }

    /** Deletes, or marks for deletion what somebody still has to finish. */
    public synchronized Deleted delete(ResourceType type, String namespace, String name, Deletion deletion) {
        var live = get(type, namespace, name);
        if (!deletion.uid().isEmpty() && !deletion.uid().equals(Json.uid(live))) {
            throw ApiError.conflict(
                    type,
                    name,
                    "Precondition failed: UID in precondition: " + deletion.uid() + ", UID in object meta: "
                            + Json.uid(live));
        }
        if (!deletion.resourceVersion().isEmpty()
                && !deletion.resourceVersion().equals(Json.text(live, "metadata.resourceVersion"))) {
            throw ApiError.stale(type, name);
        }
        var doomed = live.deepCopy();
        Revisions.doom(type, doomed, deletion, now());
        if (deletion.dryRun()) {
            return new Deleted(doomed, false);
        }
        if (Revisions.gone(type, doomed)) {
            storage.remove(type.key(namespace, name));
            return new Deleted(live, true);
        }
        if (Revisions.same(live, doomed)) {
            return new Deleted(live, false);
        }
        return new Deleted(served(type, storage.put(type.key(namespace, name), doomed)), false);
    }

    /** A deleted object, and whether it is gone already. */
    public record Deleted(ObjectNode object, boolean gone) {}
}

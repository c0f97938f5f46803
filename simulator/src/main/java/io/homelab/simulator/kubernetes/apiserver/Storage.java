package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.world.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What etcd keeps: objects by key, one revision for all, and the latest changes for those who watch. */
public final class Storage {
    private static final int HISTORY = 5000;
    private static final String REVISION = "revision";

    private final Store store;
    private final Store.Table table;
    private final TreeMap<String, ObjectNode> objects = new TreeMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<Consumer<Change>> watchers = new CopyOnWriteArrayList<>();
    private long revision;
    private long compacted;
    private boolean dirty;

    /** One change; {@code object} of a deletion is the last state, with the revision of the deletion. */
    public record Change(
            long revision, String key, @Nullable ObjectNode before, ObjectNode object, boolean deleted) {}

    Storage(Store store, String id) {
        this.store = store;
        table = store.table(table(id));
        for (var key : table.keys("/")) {
            table.get(key).ifPresent(json -> objects.put(key, Json.parse(json)));
        }
        revision = table.get(REVISION)
                .map(bytes -> Long.parseLong(new String(bytes, StandardCharsets.US_ASCII)))
                .orElse(1L);
        compacted = revision;
    }

    static String table(String id) {
        return "kubernetes-" + id;
    }

    synchronized long revision() {
        return revision;
    }

    synchronized Optional<ObjectNode> get(String key) {
        return Optional.ofNullable(objects.get(key)).map(ObjectNode::deepCopy);
    }

    /** Copies of all objects whose keys begin with the prefix. */
    List<ObjectNode> list(String prefix) {
        return list(prefix, object -> true);
    }

    /**
     * Copies of the objects whose keys begin with the prefix.
     *
     * @param wanted looks at the stored object and changes nothing of it
     */
    synchronized List<ObjectNode> list(String prefix, Predicate<ObjectNode> wanted) {
        var found = new ArrayList<ObjectNode>();
        for (var entry : objects.tailMap(prefix, true).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            if (wanted.test(entry.getValue())) {
                found.add(entry.getValue().deepCopy());
            }
        }
        return found;
    }

    /** Stores an object under the next revision and returns it with that revision. */
    synchronized ObjectNode put(String key, ObjectNode object) {
        var stored = object.deepCopy();
        Json.meta(stored).put("resourceVersion", Long.toString(++revision));
        var before = objects.put(key, stored);
        table.put(key, Json.bytes(stored));
        tell(new Change(revision, key, before, stored, false));
        return stored.deepCopy();
    }

    synchronized void remove(String key) {
        var before = objects.remove(key);
        if (before != null) {
            table.remove(key);
            var last = before.deepCopy();
            Json.meta(last).put("resourceVersion", Long.toString(++revision));
            tell(new Change(revision, key, before, last, true));
        }
    }

    private void tell(Change change) {
        dirty = true;
        history.add(change);
        if (history.size() > HISTORY) {
            compacted = history.removeFirst().revision();
        }
        watchers.forEach(watcher -> watcher.accept(change));
    }

    /** Hands over the changes after a revision, then each new one; the result stops it. */
    synchronized Runnable watch(long after, Consumer<Change> watcher) {
        if (after < compacted) {
            throw ApiError.expired(after, compacted);
        }
        history.stream().filter(change -> change.revision() > after).forEach(watcher);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Forgets history, as etcd does every five minutes. */
    synchronized void compact() {
        history.clear();
        compacted = revision;
    }

    /** Makes everything durable. */
    void commit() {
        synchronized (this) {
            if (!dirty) {
                return;
            }
            dirty = false;
            table.put(REVISION, Long.toString(revision).getBytes(StandardCharsets.US_ASCII));
        }
        store.commit();
    }

    synchronized byte[] snapshot() {
        var all = Json.object();
        all.put(REVISION, revision);
        var kept = all.putObject("objects");
        objects.forEach(kept::set);
        return Json.bytes(all);
    }

    static void restore(Store store, String id, byte[] snapshot) {
        var all = Json.parse(snapshot);
        var table = store.table(table(id));
        all.path("objects").properties().forEach(e -> table.put(e.getKey(), Json.bytes(e.getValue())));
        table.put(REVISION, all.path(REVISION).asString("1").getBytes(StandardCharsets.US_ASCII));
        store.commit();
    }
}

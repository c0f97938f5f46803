package io.homelab.simulator.kubernetes.apiserver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Streams changes as lines of JSON. */
final class Watches {
    private static final long LONGEST_SECONDS = 1800;
    private static final long LOOK_MILLIS = 200;
    private static final long BOOKMARK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Registry registry;
    private final Tables tables;

    Watches(Registry registry, Tables tables) {
        this.registry = registry;
        this.tables = tables;
    }

    void stream(ApiRequest request, ResourceType type, OutputStream out, BooleanSupplier open) throws IOException {
        var wanted = Selectors.labels(request.parameter("labelSelector"))
                .and(Selectors.fields(type, request.parameter("fieldSelector")));
        if (!request.name().isEmpty()) {
            wanted = wanted.and(o -> Json.name(o).equals(request.name()));
        }
        var queue = new LinkedBlockingQueue<Storage.Change>();
        var version = request.parameter("resourceVersion");
        Runnable stop;
        if (version.isEmpty() || version.equals("0")) {
            // From nowhere: what is there comes first.
            List<ObjectNode> present;
            synchronized (registry.storage()) {
                present = registry.list(type, request.namespace());
                stop = registry.storage().watch(registry.storage().revision(), queue::add);
            }
            for (var object : present) {
                if (wanted.test(object)) {
                    send(request, type, out, "ADDED", object);
                }
            }
            if (request.parameter("sendInitialEvents").equals("true")) {
                bookmark(request, type, out, true);
            }
        } else {
            stop = registry.storage().watch(Long.parseLong(version), queue::add);
        }
        try {
            follow(request, type, out, open, queue, wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop.run();
        }
    }

    private void follow(
            ApiRequest request,
            ResourceType type,
            OutputStream out,
            BooleanSupplier open,
            LinkedBlockingQueue<Storage.Change> queue,
            Predicate<ObjectNode> wanted)
            throws IOException, InterruptedException {
        var timeout = request.parameter("timeoutSeconds");
        var seconds = timeout.isEmpty() ? LONGEST_SECONDS : Long.parseLong(timeout);
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var prefix = type.prefix() + (request.namespace().isEmpty() ? "" : request.namespace() + "/");
        var marked = System.nanoTime();
        while (open.getAsBoolean() && System.nanoTime() < end) {
            var change = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (change != null && change.key().startsWith(prefix)) {
                tell(request, type, out, change, wanted);
            } else if (request.parameter("allowWatchBookmarks").equals("true")
                    && System.nanoTime() - marked > BOOKMARK_NANOS) {
                marked = System.nanoTime();
                bookmark(request, type, out, false);
            }
        }
    }

    /** An object that enters or leaves the selection is added or deleted for this watcher. */
    private void tell(
            ApiRequest request,
            ResourceType type,
            OutputStream out,
            Storage.Change change,
            Predicate<ObjectNode> wanted)
            throws IOException {
        var before = copy(type, change.before());
        var now = Registry.served(type, change.object().deepCopy());
        var was = before != null && wanted.test(before);
        var is = !change.deleted() && wanted.test(now);
        if (is) {
            send(request, type, out, was ? "MODIFIED" : "ADDED", now);
        } else if (was) {
            send(request, type, out, "DELETED", now);
        }
    }

    private static @Nullable ObjectNode copy(ResourceType type, @Nullable ObjectNode object) {
        return object == null ? null : Registry.served(type, object.deepCopy());
    }

    private void send(ApiRequest request, ResourceType type, OutputStream out, String event, ObjectNode object)
            throws IOException {
        var table = request.accept().contains("as=Table");
        var meta = Json.object().put("resourceVersion", Json.text(object, "metadata.resourceVersion"));
        var shown = table ? tables.of(type, List.of(object), meta, request.parameter("includeObject")) : object;
        line(out, Json.object().put("type", event).set("object", shown));
    }

    private void bookmark(ApiRequest request, ResourceType type, OutputStream out, boolean initial) throws IOException {
        var object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        var meta = object.putObject("metadata");
        meta.put("resourceVersion", Long.toString(registry.storage().revision()));
        if (initial) {
            meta.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        if (request.accept().contains("as=Table")) {
            var table = tables.of(
                    type, List.of(), Json.object().put("resourceVersion", Json.text(meta, "resourceVersion")), "");
            line(out, Json.object().put("type", "BOOKMARK").set("object", table));
        } else {
            line(out, Json.object().put("type", "BOOKMARK").set("object", object));
        }
    }

    static void line(OutputStream out, ObjectNode event) throws IOException {
        out.write(Json.bytes(event));
        out.write("\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}

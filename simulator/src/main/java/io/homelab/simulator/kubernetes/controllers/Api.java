package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.ApiError;
import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Registry;
import io.homelab.simulator.kubernetes.apiserver.ResourceType;
import io.homelab.simulator.kubernetes.apiserver.Writing;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** The API as controllers use it: resources by {@code plural.group}. */
public final class Api {
    private final Registry registry;
    private final String manager;

    public Api(Registry registry) {
        this(registry, "kube-controller-manager");
    }

    private Api(Registry registry, String manager) {
        this.registry = registry;
        this.manager = manager;
    }

    /** The same API for a client of another name. */
    public Api as(String name) {
        return new Api(registry, name);
    }

    private ResourceType type(String resource) {
        return registry.catalog()
                .find(resource)
                .orElseThrow(() -> new IllegalArgumentException("no such resource: " + resource));
    }

    /** Whether the resource is served: custom ones come and go. */
    public boolean serves(String resource) {
        return registry.catalog().find(resource).isPresent();
    }

    public Optional<ObjectNode> find(String resource, String namespace, String name) {
        return registry.find(type(resource), namespace, name);
    }

    /** All of a namespace, or of all namespaces when it is empty. */
    public List<ObjectNode> list(String resource, String namespace) {
        return registry.list(type(resource), namespace);
    }

    /** Those that are wanted, of a namespace or of all; {@code wanted} changes nothing of what it looks at. */
    public List<ObjectNode> list(String resource, String namespace, Predicate<ObjectNode> wanted) {
        return registry.list(type(resource), namespace, wanted);
    }

    /** Every resource that can be listed, once. */
    public List<String> resources() {
        return registry.catalog().names();
    }

    public ObjectNode create(String resource, ObjectNode object) {
        return registry.create(type(resource), Json.namespace(object), object, Writing.by(manager));
    }

    /** Creates what is not there yet. */
    public void ensure(String resource, ObjectNode object) {
        if (find(resource, Json.namespace(object), Json.name(object)).isEmpty()) {
            try {
                create(resource, object);
            } catch (ApiError e) {
                if (e.code() != 409 && e.code() != 403) {
                    throw e;
                }
            }
        }
    }

    /** Changes the object (or its status) as it is now; nothing happens when it is gone. */
    public void change(String resource, ObjectNode object, String subresource, Consumer<ObjectNode> change) {
        var type = type(resource);
        try {
            registry.change(
                    type,
                    Json.namespace(object),
                    Json.name(object),
                    Writing.by(manager).to(subresource),
                    live -> {
                        if (Json.uid(live).equals(Json.uid(object))) {
                            change.accept(live);
                        }
                        return live;
                    });
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    public void status(String resource, ObjectNode object, Consumer<ObjectNode> change) {
        change(resource, object, "status", live -> change.accept(Json.ensure(live, "status")));
    }

    public void delete(String resource, ObjectNode object, Deletion deletion) {
        try {
            var exactly = new Deletion(
                    deletion.propagation(), deletion.graceSeconds(), Json.uid(object), "", deletion.dryRun());
            registry.delete(type(resource), Json.namespace(object), Json.name(object), exactly);
        } catch (ApiError e) {
            if (e.code() != 404 && e.code() != 409) {
                throw e;
            }
        }
    }

    /** What is served of a kind. */
    public record Served(String resource, boolean namespaced) {}

    /** What serves objects of a manifest's version and kind, if anything does. */
    public Optional<Served> served(ObjectNode manifest) {
        return registry.catalog()
                .of(manifest.path("apiVersion"), manifest.path("kind"))
                .map(type -> new Served(type.qualified(), type.namespaced()));
    }

    /** Applies a manifest of any kind, as bootstrap manifests are; the result says what it did. */
    public Registry.Applied applyManifest(ObjectNode manifest) {
        var type = registry.catalog().of(manifest.path("apiVersion"), manifest.path("kind"));
        if (type.isEmpty()) {
            throw new IllegalArgumentException("no matches for kind " + manifest.path("kind"));
        }
        var namespace = Json.namespace(manifest);
        var where = type.get().namespaced() && namespace.isEmpty() ? "default" : namespace;
        return registry.apply(
                type.get(),
                where,
                Json.name(manifest),
                manifest.deepCopy(),
                new Writing(manager, "", false, true, false));
    }

    public String now() {
        return registry.now();
    }

    public long revision() {
        return registry.revision();
    }

    /** Tells of every change from now on; the result stops it. */
    public Runnable changes(Runnable then) {
        return registry.changes(then);
    }

    /** Makes what was written durable. */
    public void commit() {
        registry.commit();
    }
}

package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.workflows.failure.FailureClass;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The namespaces that restores of ours have made, and what they have made beside them. Nothing else is ever removed. */
final class Copies {
    private final KubernetesClient client;
    private final Velero velero;
    private final Belongings belongings;

    Copies(KubernetesClient client, Velero velero, Belongings belongings) {
        this.client = client;
        this.velero = velero;
        this.belongings = belongings;
    }

    Optional<Namespace> find(String name) {
        return Optional.ofNullable(client.namespaces().withName(name).get());
    }

    /**
     * Makes it. NOT_OURS when somebody else has one of that name.
     *
     * @param living the namespace that was backed up
     */
    void make(Fence fence, Namespace namespace, String restore, String living) {
        var there = find(namespace.getMetadata().getName());
        if (there.isEmpty()) {
            create(namespace);
        } else if (!belongings.made(there.get().getMetadata().getLabels(), restore)) {
            throw taken(namespace.getMetadata().getName());
        }
        for (var object : fence.around()) {
            ensure(object);
        }
        ensure(fence.modifier(
                velero.namespace(), client.services().inNamespace(living).list().getItems()));
    }

    private void create(Namespace namespace) {
        try {
            client.namespaces().resource(namespace).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw taken(namespace.getMetadata().getName());
            }
            throw e;
        }
    }

    private void ensure(HasMetadata object) {
        try {
            client.resource(object).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e; // an attempt that nobody heard of has made it
            }
        }
    }

    private static Problem taken(String name) {
        return new Problem(
                FailureClass.NOT_OURS,
                "namespace " + name + " is there, and not ours",
                "namespace " + name,
                "choose another name: --to");
    }

    /** Drills that have left something: each of another name than the one that is under way is dead. */
    List<String> dead(String alive) {
        return client
                .namespaces()
                .withLabels(belongings.labels())
                .withLabel(Belongings.DRILL)
                .list()
                .getItems()
                .stream()
                .filter(namespace -> !namespace.getMetadata().getName().equals(alive))
                .map(namespace -> namespace.getMetadata().getName())
                .toList();
    }

    /** Asks for a namespace to be removed, by the identity that was seen; whether it is gone. */
    boolean remove(String name, String restore) {
        var there = find(name);
        if (there.isEmpty()) {
            return true;
        }
        var meta = there.get().getMetadata();
        if (!belongings.made(meta.getLabels(), restore)) {
            throw new Problem(
                    FailureClass.NOT_OURS,
                    "namespace " + name + " is not the one that was made for the restore any more",
                    "namespace " + name,
                    "look at it: kubectl describe namespace " + name);
        }
        if (meta.getDeletionTimestamp() == null) {
            // The version says which one was looked at: one of the same name made since then would not go.
            client.namespaces()
                    .resource(there.get())
                    .lockResourceVersion(meta.getResourceVersion())
                    .delete();
        }
        return false;
    }

    /** What holds up a namespace that goes, in the API server's words. */
    String held(String name) {
        return find(name)
                .map(namespace -> Optional.ofNullable(namespace.getStatus().getConditions()).orElse(List.of()).stream()
                        .filter(condition -> "True".equals(condition.getStatus()))
                        .map(condition -> condition.getMessage())
                        .collect(Collectors.joining("; ")))
                .orElse("");
    }

    /** Removes what a restore has made beside the namespace. */
    void tidy(String restore) {
        for (var kind : List.of(VeleroKind.RESTORE, VeleroKind.DOWNLOAD)) {
            velero.labelled(kind, Belongings.RESTORE, restore).stream()
                    .filter(object ->
                            belongings.made(object.resource().getMetadata().getLabels(), restore))
                    .forEach(object -> velero.remove(kind, object.name()));
        }
        var modifier = client.configMaps().inNamespace(velero.namespace()).withName(restore);
        var there = modifier.get();
        if (there != null && belongings.made(there.getMetadata().getLabels(), restore)) {
            modifier.delete();
        }
    }

    boolean isTidy(String restore) {
        return velero.find(VeleroKind.RESTORE, restore).isEmpty()
                && client.configMaps()
                                .inNamespace(velero.namespace())
                                .withName(restore)
                                .get()
                        == null;
    }

    /** The name of the restore that has made a namespace. */
    String restoreOf(String name) {
        return find(name)
                .map(namespace -> namespace.getMetadata().getLabels().get(Belongings.RESTORE))
                .orElse(name);
    }
}

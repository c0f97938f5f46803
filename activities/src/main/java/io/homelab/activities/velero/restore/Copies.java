package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.homelab.activities.kubernetes.CustomState;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.velero.Velero;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.workflows.failure.FailureClass;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Drills that have left a namespace or a Restore, which have one name: each of another than the one that is under way is dead. */
    List<String> dead(String alive) {
        var namespaces =
                client
                        .namespaces()
                        .withLabels(belongings.labels())
                        .withLabel(Belongings.DRILL)
                        .list()
                        .getItems()
                        .stream()
                        .map(namespace -> namespace.getMetadata().getName());
        var restores = velero.labelled(VeleroKind.RESTORE, Belongings.DRILL, "true").stream()
                .filter(restore ->
                        belongings.made(restore.resource().getMetadata().getLabels(), restore.name()))
                .map(CustomState::name);
        return Stream.concat(namespaces, restores)
                .filter(name -> !name.equals(alive))
                .distinct()
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

    /** What holds up a namespace that goes, in the API server's words; its finalizers when it says nothing. */
    String held(String name) {
        return find(name)
                .map(namespace -> {
                    var said = Optional.ofNullable(namespace.getStatus().getConditions()).orElse(List.of()).stream()
                            .filter(condition -> "True".equals(condition.getStatus()))
                            .map(condition -> condition.getMessage())
                            .collect(Collectors.joining("; "));
                    return said.isEmpty() ? finalizers(namespace) : said;
                })
                .orElse("");
    }

    private static String finalizers(Namespace namespace) {
        var all = Stream.concat(
                        namespace.getMetadata().getFinalizers().stream(), namespace.getSpec().getFinalizers().stream())
                .toList();
        return all.isEmpty() ? "" : "its finalizers are " + String.join(", ", all);
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

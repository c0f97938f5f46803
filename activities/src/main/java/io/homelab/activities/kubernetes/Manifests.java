package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.homelab.activities.ensure.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Applies manifests server-side under our field manager, and only those that differ. */
public final class Manifests {
    static final String FIELD_MANAGER = "homelab";
    /** The label that proves an object to be ours. */
    public static final String MARKER = "homelab.io/marker";

    private final KubernetesClient client;

    public Manifests(KubernetesClient client) {
        this.client = client;
    }

    /** The objects of a YAML text, in its order, each with our marker; before them their namespace, unless all have it. */
    public static List<GenericKubernetesResource> parse(String yaml, String namespace, String marker) {
        var objects = new ArrayList<GenericKubernetesResource>();
        if (!namespace.equals("default") && !namespace.startsWith("kube-")) {
            yaml = "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + namespace + "}\n---\n" + yaml;
        }
        for (var document : yaml.split("(?m)^---\\s*$")) {
            if (document.lines().allMatch(l -> l.isBlank() || l.startsWith("#"))) {
                continue;
            }
            var object = Serialization.unmarshal(document, GenericKubernetesResource.class);
            var labels = object.getMetadata().getLabels();
            var marked = new java.util.TreeMap<>(labels == null ? Map.of() : labels);
            marked.put(MARKER, marker);
            object.getMetadata().setLabels(marked);
            if (object.getMetadata().getNamespace() == null && !object.getKind().equals("Namespace")) {
                object.getMetadata().setNamespace(namespace);
            }
            objects.add(object);
        }
        return objects;
    }

    /**
     * Those that are not there as they should be; looks only. Secrets are there or not: charts make new certificates at each
     * rendering, and the ones that work stay.
     */
    List<GenericKubernetesResource> missing(List<GenericKubernetesResource> objects) {
        return objects.stream()
                .filter(o -> o.getKind().equals("Secret") ? client.resource(o).get() == null : !there(o))
                .toList();
    }

    /** The same, with secrets compared like everything else. */
    public List<GenericKubernetesResource> differing(List<GenericKubernetesResource> objects) {
        return objects.stream().filter(o -> !there(o)).toList();
    }

    /** Applies them as their only owner. */
    public void apply(List<GenericKubernetesResource> objects) {
        for (var object : objects) {
            Await.beat("applies " + name(object));
            client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
        }
    }

    /** Kind and name, for people. */
    public static String name(GenericKubernetesResource object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    private boolean there(GenericKubernetesResource wanted) {
        var live = client.resource(wanted).get();
        if (live == null) {
            return false;
        }
        var labels = live.getMetadata().getLabels();
        return labels != null
                && labels.entrySet()
                        .containsAll(wanted.getMetadata().getLabels().entrySet())
                && Subset.holds(wanted.getAdditionalProperties(), live.getAdditionalProperties());
    }
}

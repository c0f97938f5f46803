package io.homelab.activities.velero;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.kubernetes.CustomState;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources of Velero in the one namespace that it looks at. */
public final class Velero {
    /** On what belongs to a backup, and on what was restored from it. */
    public static final String BACKUP = "velero.io/backup-name";

    /** On what belongs to a restore, and on what it restored. */
    public static final String RESTORE = "velero.io/restore-name";

    /** On the backups of a schedule. */
    public static final String SCHEDULE = "velero.io/schedule-name";

    private static final int LABEL = 63;
    private static final int DIGEST = 6;

    private final KubernetesClient client;
    private final String cluster;
    private final String namespace;

    public Velero(KubernetesClient client, String cluster, String namespace) {
        this.client = client;
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** The cluster does not know its kinds. */
    public static final class NotInstalled extends Problem {
        private static final long serialVersionUID = 1L;

        NotInstalled(VeleroKind kind, String cluster, Throwable cause) {
            super(
                    FailureClass.CONFIG,
                    "Velero is not installed: the cluster knows no " + kind.plural(),
                    "velero of " + cluster,
                    "install it (docs/process/cluster-backups.md says how), or take the cluster out of backups.clusters in"
                            + " lab.yaml",
                    cause);
        }
    }

    /** Where it runs. */
    public String namespace() {
        return namespace;
    }

    /** All of a kind. CONFIG when the cluster does not know the kind. */
    public List<CustomState> list(VeleroKind kind) {
        try {
            return states(of(kind).list());
        } catch (KubernetesClientException e) {
            throw explained(e, kind);
        }
    }

    /** Likewise, by name and in the API server's order. */
    public Map<String, CustomState> named(VeleroKind kind) {
        var named = new LinkedHashMap<String, CustomState>();
        list(kind).forEach(state -> named.put(state.name(), state));
        return named;
    }

    /** Those that carry a label's value; none also when the cluster does not know the kind: not every installation has all. */
    public List<CustomState> labelled(VeleroKind kind, String label, String value) {
        try {
            return states(of(kind).withLabel(label, labelValue(value)).list());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    /** One by its name. */
    public Optional<CustomState> find(VeleroKind kind, String name) {
        return Optional.ofNullable(of(kind).withName(name).get()).map(CustomState::new);
    }

    /** Makes one; whoever has made it before keeps it. */
    public void ensure(
            VeleroKind kind,
            String name,
            Map<String, String> labels,
            Map<String, String> annotations,
            Map<String, ?> spec) {
        var object = new GenericKubernetesResource();
        object.setApiVersion(kind.apiVersion());
        object.setKind(kind.kind());
        object.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .withAnnotations(annotations)
                .build());
        object.setAdditionalProperty("spec", spec);
        try {
            of(kind).resource(object).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw explained(e, kind);
            }
        }
    }

    /** Removes one, if it is there. */
    public void remove(VeleroKind kind, String name) {
        of(kind).withName(name).delete();
    }

    private KubernetesClientException explained(KubernetesClientException e, VeleroKind kind) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new NotInstalled(kind, cluster, e);
        }
        return e;
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(VeleroKind kind) {
        return client.genericKubernetesResources(kind.context()).inNamespace(namespace);
    }

    private static List<CustomState> states(GenericKubernetesResourceList list) {
        return list.getItems().stream().map(CustomState::new).toList();
    }

    /** Velero's own rule for names that are too long for a label (pkg/label, GetValidName). */
    static String labelValue(String name) {
        return name.length() <= LABEL
                ? name
                : name.substring(0, LABEL - DIGEST) + Sha256.of(name).substring(0, DIGEST);
    }
}

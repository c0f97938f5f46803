package io.homelab.activities.volsync;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.homelab.activities.kubernetes.CustomState;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.net.HttpURLConnection;
import java.util.List;

/** The resources of VolSync. */
public final class VolSync {
    private static final ResourceDefinitionContext SOURCES = new ResourceDefinitionContext.Builder()
            .withGroup("volsync.backube")
            .withVersion("v1alpha1")
            .withKind("ReplicationSource")
            .withPlural("replicationsources")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final String cluster;

    public VolSync(KubernetesClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /** What is replicated, in all namespaces. CONFIG when VolSync is not installed. */
    public List<CustomState> sources() {
        try {
            return client.genericKubernetesResources(SOURCES).inAnyNamespace().list().getItems().stream()
                    .map(CustomState::new)
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "VolSync is not installed: the cluster knows no replicationsources.volsync.backube",
                        "volsync of " + cluster,
                        "install it, or take volsync out of backups.clusters." + cluster + " in lab.yaml",
                        e);
            }
            throw e;
        }
    }
}

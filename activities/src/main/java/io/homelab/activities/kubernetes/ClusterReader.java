package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.homelab.workflows.topology.ClusterRef;
import java.net.HttpURLConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the Kubernetes API with the administrator's certificate; looks only. */
public final class ClusterReader {
    private final Clusters clusters;

    public ClusterReader(Clusters clusters) {
        this.clusters = clusters;
    }

    /** An answer of the API server, whatever its status. */
    public record Answer(String url, int status, String body) {}

    /** Which objects to read: one by its name, or all with the name {@code *}. */
    public record Selection(
            String apiVersion, String kind, @Nullable String namespace, String name) {}

    /** Gets a path such as {@code /readyz}. */
    public Answer get(ClusterRef ref, String path) {
        return clusters.with(ref, (lab, client) -> {
            var url = client.getMasterUrl().toString().replaceFirst("/$", "") + path;
            try {
                var body = client.raw(path);
                return body == null
                        ? new Answer(url, HttpURLConnection.HTTP_NOT_FOUND, "")
                        : new Answer(url, HttpURLConnection.HTTP_OK, body.strip());
            } catch (KubernetesClientException e) {
                if (e.getCode() == 0) {
                    throw e; // no answer at all
                }
                return new Answer(url, e.getCode(), String.valueOf(e.getMessage()));
            }
        });
    }

    /** The objects as JSON documents. */
    public List<String> read(ClusterRef ref, Selection selection) {
        return clusters.with(ref, (lab, client) -> select(client, selection).stream()
                .map(object -> client.getKubernetesSerialization().asJson(object))
                .toList());
    }

    private static List<GenericKubernetesResource> select(KubernetesClient client, Selection selection) {
        var all = client.genericKubernetesResources(selection.apiVersion(), selection.kind());
        if (selection.name().equals("*")) {
            var listed = selection.namespace() == null
                    ? all.list()
                    : all.inNamespace(selection.namespace()).list();
            return listed.getItems();
        }
        var named = selection.namespace() == null
                ? all.withName(selection.name())
                : all.inNamespace(selection.namespace()).withName(selection.name());
        var object = named.get();
        return object == null ? List.of() : List.of(object);
    }
}

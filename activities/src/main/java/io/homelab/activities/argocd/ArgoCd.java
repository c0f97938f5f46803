package io.homelab.activities.argocd;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Application resources of one cluster. They have no status subresource, so nothing here replaces one: merge patches alone,
 * with the version that was seen as their condition.
 */
final class ArgoCd {
    static final String NAMESPACE = "argocd";
    static final String OURS = "homelab";

    private static final ResourceDefinitionContext APPLICATIONS = kind("Application", "applications");
    private static final ResourceDefinitionContext SETS = kind("ApplicationSet", "applicationsets");
    private static final String REFRESH_SET = "argocd.argoproj.io/application-set-refresh";

    private final KubernetesClient client;
    private final String where;

    ArgoCd(KubernetesClient client, String cluster) {
        this.client = client;
        this.where = "argocd " + cluster;
    }

    /** Every application by name. */
    Map<String, AppState> applications() {
        var found = new LinkedHashMap<String, AppState>();
        list(APPLICATIONS).forEach(item -> found.put(item.getMetadata().getName(), new AppState(item)));
        return found;
    }

    /** Asks ArgoCD to look at Git again; the request goes away when it has. */
    void refresh(AppState app) {
        patch(APPLICATIONS, app.name(), Map.of("metadata", annotation(AppState.REFRESH, "normal")));
    }

    /** Asks the sets to generate their applications anew. */
    void refreshSets() {
        for (var set : list(SETS)) {
            patch(SETS, set.getMetadata().getName(), Map.of("metadata", annotation(REFRESH_SET, "true")));
        }
    }

    /** One application as it is now. */
    Optional<AppState> application(String name) {
        return Optional.ofNullable(client.genericKubernetesResources(APPLICATIONS)
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .get())
                .map(AppState::new);
    }

    /** Asks for a sync to one commit; false when the application changed since it was seen, so nobody's operation is lost. */
    boolean sync(AppState app, String commit, String operation, String askedBy) {
        var sync = new LinkedHashMap<String, Object>();
        sync.put("revision", commit);
        sync.put("prune", true); // what a release no longer has goes away with it
        if (!app.syncOptions().isEmpty()) {
            sync.put("syncOptions", app.syncOptions());
        }
        return changed(
                app,
                Map.of(
                        "metadata",
                        Map.of("resourceVersion", app.version()),
                        "operation",
                        Map.of(
                                "sync",
                                sync,
                                "initiatedBy",
                                Map.of("username", OURS),
                                "info",
                                List.of(
                                        Map.of("name", AppState.OPERATION, "value", operation),
                                        Map.of("name", AppState.ASKED_BY, "value", askedBy)))));
    }

    /** Ends the operation that was seen: takes it back if ArgoCD has not begun, stops it if it has; false likewise. */
    boolean terminate(AppState app) {
        var change = new LinkedHashMap<String, Object>();
        change.put("metadata", Map.of("resourceVersion", app.version()));
        if (app.operation().map(o -> o.phase().equals("Pending")).orElse(false)) {
            change.put("operation", null);
        } else {
            change.put("status", Map.of("operationState", Map.of("phase", "Terminating")));
        }
        return changed(app, change);
    }

    /** ArgoCD itself writes its applications all the time. */
    private boolean changed(AppState app, Map<String, ?> change) {
        try {
            patch(APPLICATIONS, app.name(), change);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private static Map<String, Object> annotation(String name, String value) {
        return Map.of("annotations", Map.of(name, value));
    }

    private List<GenericKubernetesResource> list(ResourceDefinitionContext kind) {
        try {
            return client.genericKubernetesResources(kind)
                    .inNamespace(NAMESPACE)
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "ArgoCD is not installed: the cluster knows no " + kind.getPlural(),
                        where,
                        "put the add-on argocd into the lab file (lab.example.yaml shows it), then bootstrap again",
                        e);
            }
            throw e;
        }
    }

    private void patch(ResourceDefinitionContext kind, String name, Map<String, ?> change) {
        Resource<GenericKubernetesResource> resource =
                client.genericKubernetesResources(kind).inNamespace(NAMESPACE).withName(name);
        resource.patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(change));
    }

    private static ResourceDefinitionContext kind(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("argoproj.io")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}

package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.world.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster for each: what they do to it all of it feels. */
@Timeout(90)
@SuppressWarnings("NullAway.Init")
class ArgoCdTroubleTest {
    @TempDir
    Path state;

    private ArgoLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new ArgoLab(state, 0.003);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static String application(String name, String path, String more) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                  finalizers: [resources-finalizer.argocd.argoproj.io]
                spec:
                  project: default
                  source: {repoURL: "@URL@", targetRevision: main, path: %s}
                  destination: {server: "https://kubernetes.default.svc", namespace: default}
                %s
                """.formatted(name, path, more.indent(2));
    }

    private String field(String application, String pointer) throws Exception {
        return lab.application(application).at(pointer).asString("");
    }

    private void scale(String deployment, int replicas) throws Exception {
        var path = "/apis/apps/v1/namespaces/argocd/deployments/" + deployment;
        lab.client.send("PATCH", path, "{'spec':{'replicas':" + replicas + "}}", "application/merge-patch+json");
        Eventually.get(
                () -> lab.client.get(path).body().at("/status/readyReplicas").asInt(0) == replicas);
    }

    private void unreachable(boolean yes) {
        try {
            lab.git.reachable(!yes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutRepoServerOrRepositoryNothingIsKnownAndCalledHealthy() throws Exception {
        var commit = lab.commit("one", Map.of("one/d.yaml", ArgoLab.deployment("one", "one:1")));
        scale("argocd-repo-server", 0);
        lab.apply(application("one", "one", "syncPolicy: {automated: {}}"));
        Eventually.get(() -> field("one", "/status/conditions/0/message").contains("connection refused"));
        assertThat(field("one", "/status/sync/status")).isEqualTo("Unknown");
        assertThat(field("one", "/status/health/status")).isEqualTo("Healthy");
        scale("argocd-repo-server", 1);
        lab.refresh("one");
        lab.await("one", commit, "Synced", "Healthy");

        unreachable(true);
        lab.refresh("one");
        Eventually.get(() -> field("one", "/status/conditions/0/message")
                .matches("Failed to load target state: .* dial tcp 127.*:3000: connect: connection refused"));
        assertThat(field("one", "/status/sync/status")).isEqualTo("Unknown");
        unreachable(false);
        var next = lab.commit("two", Map.of("one/d.yaml", ArgoLab.deployment("one", "one:2")));
        lab.refresh("one");
        lab.await("one", next, "Synced", "Healthy");
        assertThat(lab.application("one").at("/status/history")).hasSize(2);
        assertThat(lab.application("one").at("/metadata/annotations").has("argocd.argoproj.io/refresh"))
                .isFalse();
    }

    @Test
    void anApplicationOfApplicationsWaitsForThemOnlyWithItsOwnHealthCheck() throws Exception {
        var commit = lab.commit(
                "tree",
                Map.of(
                        "root/child.yaml",
                                application("child", "child", "syncPolicy: {automated: {}}")
                                        .replace("@URL@", lab.url()),
                        "root/set.yaml", """
                                apiVersion: argoproj.io/v1alpha1
                                kind: ApplicationSet
                                metadata: {name: grand}
                                spec:
                                  syncPolicy: {preserveResourcesOnDeletion: true}
                                  generators: [{list: {elements: [{n: a}, {n: b}]}}]
                                  template:
                                    metadata: {name: 'grand-{{n}}'}
                                    spec:
                                      project: default
                                      source: {repoURL: "%s", targetRevision: main, path: 'grand/{{n}}'}
                                      destination: {name: dev, namespace: default}
                                      syncPolicy: {automated: {}}
                                """.formatted(lab.url()),
                        "child/d.yaml", ArgoLab.deployment("child", "c:1-broken"),
                        "grand/a/m.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}",
                        "grand/b/m.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}"));
        lab.apply(application("root", "root", "syncPolicy: {automated: {prune: true}}")
                .replace("namespace: default", "namespace: argocd"));
        lab.await("child", commit, "Synced", "Degraded");
        lab.await("grand-a", commit, "Synced", "Healthy");
        lab.await("root", commit, "Synced", "Healthy");
        lab.client.send(
                "PATCH",
                "/api/v1/namespaces/argocd/configmaps/argocd-cm",
                "{'data':{'resource.customizations.health.argoproj.io_Application':'lua'}}",
                "application/merge-patch+json");
        lab.await("root", commit, "Synced", "Degraded");

        // Without the generated finalizer the resources stay when the set goes; a cascade takes the child's along.
        lab.client.send(
                "DELETE", "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/root", "", "application/json");
        Eventually.get(() -> lab.application("root").path("kind").asString("").equals("Status")
                && lab.application("child").path("kind").asString("").equals("Status")
                && lab.application("grand-a").path("kind").asString("").equals("Status"));
        assertThat(lab.client
                        .get("/apis/apps/v1/namespaces/default/deployments/child")
                        .code())
                .isEqualTo(404);
        assertThat(lab.client.get("/api/v1/namespaces/default/configmaps/a").code())
                .isEqualTo(200);
    }

    @Test
    void twoApplicationsWithOneResourceAreWarnedOf() throws Exception {
        var commit = lab.commit("one", Map.of("one/m.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}}"));
        lab.apply(application("first", "one", "syncPolicy: {automated: {}}"));
        lab.await("first", commit, "Synced", "Healthy");
        lab.apply(application("second", "one", ""));
        Eventually.get(() -> field("second", "/status/conditions/0/type").equals("SharedResourceWarning"));
        assertThat(field("second", "/status/conditions/0/message"))
                .isEqualTo("ConfigMap/m is part of applications argocd/second and first");
    }

    @Test
    void aFailedSyncIsRetriedAsTheOperationSays() throws Exception {
        var commit = lab.commit(
                "one", Map.of("one/m.yaml", "{apiVersion: example.io/v1, kind: Thing, metadata: {name: m}}"));
        lab.apply(application("one", "one", "syncPolicy: {automated: {}, retry: {limit: 2, backoff: {duration: 5s}}}"));
        Eventually.get(() -> field("one", "/status/operationState/phase").equals("Failed"));
        var state = lab.application("one").at("/status/operationState");
        assertThat(state.path("retryCount").asInt()).isEqualTo(2);
        assertThat(state.path("message").asString("")).contains("Make sure the \"Thing\" CRD is installed");
        assertThat(state.at("/syncResult/revision").asString("")).isEqualTo(commit);
        Eventually.get(() -> field("one", "/status/conditions/0/type").equals("SyncError"));
        assertThat(lab.application("one").at("/status/history").isMissingNode()).isTrue();
    }

    @Test
    void aFirstSyncIsCalledHealthyBeforeItsWorkloadExists() throws Exception {
        var commit = lab.commit(
                "one",
                Map.of(
                        "one/d.yaml",
                        ArgoLab.deployment("one", "one:1"),
                        "one/m.yaml",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}}"));
        lab.apply(application("one", "one", "syncPolicy: {automated: {}}"));
        Eventually.get(() -> {
            var now = lab.application("one").path("status");
            return now.at("/health/status").asString("").equals("Healthy")
                    && now.at("/operationState/phase").asString("").equals("Running")
                    && lab.client
                                    .get("/apis/apps/v1/namespaces/default/deployments/one")
                                    .code()
                            == 404;
        });
        lab.await("one", commit, "Synced", "Healthy");
    }

    @Test
    void underAutoSyncAnOlderRevisionDoesNotLast() throws Exception {
        var first = lab.commit("one", Map.of("one/d.yaml", ArgoLab.deployment("one", "one:1")));
        lab.apply(application("one", "one", "syncPolicy: {automated: {}}"));
        lab.await("one", first, "Synced", "Healthy");
        var second = lab.commit("two", Map.of("one/d.yaml", ArgoLab.deployment("one", "one:2")));
        lab.refresh("one");
        lab.await("one", second, "Synced", "Healthy");
        lab.patch("one", "{'operation':{'sync':{'revision':'" + first + "'}}}");
        Eventually.get(() -> lab.application("one")
                .at("/status/history")
                .valueStream()
                .map(entry -> entry.path("revision").asString(""))
                .toList()
                .equals(java.util.List.of(first, second, first, second)));
        lab.await("one", second, "Synced", "Healthy");
    }

    @Test
    void aSyncThatHangsRunsUntilItIsTerminated() throws Exception {
        var commit = lab.commit("hang", Map.of("hang/d.yaml", ArgoLab.deployment("hang", "h:1")));
        lab.apply(application("hang", "hang", ""));
        lab.await("hang", commit, "OutOfSync", "Missing");
        lab.fault(Faults.Kind.TASK_VANISHES, "sync dev", "hang", 1, "");
        lab.sync("hang", commit, "h-1");
        lab.operation("hang", "h-1", "Running");
        lab.patch("hang", "{'status':{'operationState':{'phase':'Terminating'}}}");
        assertThat(lab.operation("hang", "h-1", "Failed").path("message").asString(""))
                .isEqualTo("Operation terminated");
        lab.sync("hang", commit, "h-2");
        lab.operation("hang", "h-2", "Succeeded");
    }
}

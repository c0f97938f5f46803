package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.world.Faults;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cluster for all of these; each test keeps to a directory and applications of its own. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ArgoCdTest {
    @TempDir
    static Path state;

    private ArgoLab lab;

    @BeforeAll
    void open() throws Exception {
        lab = new ArgoLab(state, 0.003);
        lab.commit("begin", Map.of("README.md", "hello\n"));
    }

    @AfterAll
    void close() {
        lab.close();
    }

    private String application(String name, String path, String policy) throws Exception {
        lab.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                  finalizers: [resources-finalizer.argocd.argoproj.io]
                spec:
                  project: default
                  source: {repoURL: "@URL@", targetRevision: main, path: %s}
                  destination: {server: "https://kubernetes.default.svc", namespace: default}
                  syncPolicy: %s
                """.formatted(name, path, policy));
        return name;
    }

    private static String deployments(String name) {
        return "/apis/apps/v1/namespaces/default/deployments/" + name;
    }

    private String image(String deployment) throws Exception {
        return lab.client.get(deployments(deployment)).text("/spec/template/spec/containers/0/image");
    }

    @Test
    void anApplicationSetMakesApplicationsAndTheyMakeWorkloads() throws Exception {
        var files = new TreeMap<String, String>();
        files.put("sets/base/web/deployment.yaml", ArgoLab.deployment("web", "web:1"));
        files.put("sets/base/web/kustomization.yaml", "resources: [deployment.yaml]\n");
        files.put("sets/overlays/dev/web/kustomization.yaml", """
                resources: [../../../base/web]
                namePrefix: set-
                images: [{name: web, newTag: "2"}]
                configMapGenerator:
                - name: settings
                  literals: [a=b]
                """);
        files.put("sets/overlays/dev/other/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n");
        files.put("sets/overlays/dev/skipped/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: no}\n");
        lab.commit("sets", files);
        lab.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: ApplicationSet
                metadata: {name: apps}
                spec:
                  goTemplate: true
                  goTemplateOptions: ["missingkey=error"]
                  generators:
                  - matrix:
                      generators:
                      - clusters:
                          selector: {matchLabels: {environment: dev}}
                      - git:
                          repoURL: "@URL@"
                          revision: main
                          directories:
                          - path: sets/overlays/{{ index .metadata.labels "environment" }}/*
                          - {path: "sets/overlays/*/skipped", exclude: true}
                          values: {wave: "4"}
                  template:
                    metadata:
                      name: '{{ .name }}-{{ .path.basename }}'
                      labels: {wave: '{{ .values.wave }}', env: '{{ index .path.segments 2 | upper }}'}
                    spec:
                      project: default
                      source: {repoURL: "@URL@", targetRevision: main, path: '{{ .path.path }}'}
                      destination: {server: '{{ .server }}', namespace: default}
                  templatePatch: |
                    {{- if and (eq .path.basename "web") (not (eq .name "prod")) }}
                    spec:
                      syncPolicy:
                        automated: {prune: true, selfHeal: true}
                    {{- else }}
                    metadata:
                      annotations:
                        manual: {{ .name | quote }}
                    {{- end }}
                """);
        var head = lab.commit("more", Map.of("sets/note", "x"));
        lab.refreshSet("apps");
        Eventually.get(() -> {
            lab.refresh("dev-web");
            return lab.application("dev-web")
                    .at("/status/sync/revision")
                    .asString("")
                    .equals(head);
        });
        lab.await("dev-web", head, "Synced", "Healthy");
        assertThat(image("set-web")).isEqualTo("web:2");
        assertThat(lab.application("dev-web").at("/metadata/labels/env").asString(""))
                .isEqualTo("DEV");
        assertThat(lab.application("dev-web")
                        .at("/metadata/ownerReferences/0/name")
                        .asString(""))
                .isEqualTo("apps");
        var other = lab.application("dev-other");
        assertThat(other.at("/metadata/annotations/manual").asString("")).isEqualTo("dev");
        assertThat(other.at("/status/sync/status").asString("")).isEqualTo("OutOfSync");
        assertThat(lab.application("dev-skipped").at("/kind").asString("")).isEqualTo("Status");
        // What somebody else changes in a generated application does not last; what they ask of it does.
        lab.patch("dev-other", "{'spec':{'project':'other'},'metadata':{'labels':{'mine':'1'}}}");
        Eventually.get(() -> {
            var now = lab.application("dev-other");
            return now.at("/spec/project").asString("").equals("default")
                    && !now.at("/metadata/labels").has("mine");
        });
        lab.commit("less", Map.of("sets/overlays/dev/other/map.yaml", "-"));
        lab.refreshSet("apps");
        Eventually.get(
                () -> lab.application("dev-other").path("kind").asString("").equals("Status"));
        assertThat(lab.set("apps").at("/status/conditions/0/status").asString(""))
                .isEqualTo("False");
    }

    @Test
    void whatAnApplicationSetCannotDoIsAConditionAndChangesNothing() throws Exception {
        lab.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: ApplicationSet
                metadata: {name: odd}
                spec:
                  generators: [{pullRequest: {github: {}}}]
                  template:
                    metadata: {name: x}
                    spec: {project: default}
                """);
        Eventually.get(() ->
                lab.set("odd").at("/status/conditions/0/message").asString("").contains("no generator 'pullRequest'"));
    }

    @Test
    void aManualSyncIsCarriedOutRememberedAndRolledBack() throws Exception {
        var first = lab.commit("one", Map.of("manual/d.yaml", ArgoLab.deployment("manual", "m:1")));
        application("manual", "manual", "{}");
        lab.await("manual", first, "OutOfSync", "Missing");
        lab.sync("manual", first, "op-1");
        var done = lab.operation("manual", "op-1", "Succeeded");
        assertThat(done.at("/syncResult/revision").asString("")).isEqualTo(first);
        assertThat(done.at("/syncResult/resources/0/status").asString("")).isEqualTo("Synced");
        lab.await("manual", first, "Synced", "Healthy");

        var second = lab.commit("two", Map.of("manual/d.yaml", ArgoLab.deployment("manual", "m:2")));
        lab.refresh("manual");
        lab.await("manual", second, "OutOfSync", "Healthy");
        lab.sync("manual", second, "op-2");
        lab.operation("manual", "op-2", "Succeeded");
        lab.await("manual", second, "Synced", "Healthy");
        assertThat(image("manual")).isEqualTo("m:2");

        lab.sync("manual", first, "op-3");
        lab.operation("manual", "op-3", "Succeeded");
        // Right after a rollback the comparison is still the one before it.
        var stale = lab.application("manual");
        assertThat(image("manual")).isEqualTo("m:1");
        if (stale.at("/status/operationState/operation/info/0/value")
                .asString("")
                .equals("op-3")) {
            assertThat(stale.at("/status/sync/revision").asString("")).isEqualTo(second);
        }
        var rolled = lab.await("manual", second, "OutOfSync", "Healthy");
        assertThat(rolled.at("/status/history").valueStream().map(h -> h.path("id")
                        .asInt()))
                .containsExactly(0, 1, 2);
    }

    @Test
    void wavesWaitForEachOther() throws Exception {
        var files = Map.of(
                "waves/1.yaml",
                ArgoLab.deployment("first", "w:1-broken"),
                "waves/2.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: second\n  annotations:\n"
                        + "    argocd.argoproj.io/sync-wave: '1'\n");
        var broken = lab.commit("waves", files);
        application("waves", "waves", "{}");
        lab.await("waves", broken, "OutOfSync", "Missing");
        lab.sync("waves", broken, "w-1");
        Eventually.get(() -> lab.application("waves")
                .at("/status/operationState/message")
                .asString("")
                .equals("waiting for healthy state of apps/Deployment/first"));
        assertThat(lab.client
                        .get("/api/v1/namespaces/default/configmaps/second")
                        .code())
                .isEqualTo(404);
        // The deadline of a rollout ends the wait.
        assertThat(lab.operation("waves", "w-1", "Failed").path("message").asString(""))
                .isEqualTo("one or more synchronization tasks completed unsuccessfully");
        var mended = lab.commit("mended", Map.of("waves/1.yaml", ArgoLab.deployment("first", "w:2")));
        lab.sync("waves", mended, "w-2");
        lab.operation("waves", "w-2", "Succeeded");
        lab.refresh("waves");
        lab.await("waves", mended, "Synced", "Healthy");
        assertThat(lab.client
                        .get("/api/v1/namespaces/default/configmaps/second")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void aBrokenImageTurnsDegradedAndAutoSyncTriesACommitOnce() throws Exception {
        var good = lab.commit("good", Map.of("auto/d.yaml", ArgoLab.deployment("auto", "a:1")));
        application("auto", "auto", "{automated: {prune: true, selfHeal: true}}");
        lab.await("auto", good, "Synced", "Healthy");
        // Somebody scales by hand: healed.
        lab.client.send("PATCH", deployments("auto"), "{'spec':{'replicas':3}}", "application/merge-patch+json");
        Eventually.get(() ->
                lab.client.get(deployments("auto")).body().at("/spec/replicas").asInt() == 1);
        var bad = lab.commit("bad", Map.of("auto/d.yaml", ArgoLab.deployment("auto", "a:2-broken")));
        lab.refresh("auto");
        lab.await("auto", bad, "Synced", "Degraded");
        lab.commit("gone", Map.of("auto/d.yaml", ArgoLab.deployment("auto2", "a:3")));
        lab.refresh("auto");
        Eventually.get(() -> lab.client.get(deployments("auto")).code() == 404
                && lab.client.get(deployments("auto2")).code() == 200);
    }

    @Test
    void trouble() throws Exception {
        var commit = lab.commit(
                "t",
                Map.of(
                        "trouble/k.yaml",
                        ArgoLab.deployment("trouble", "t:1"),
                        "helm/kustomization.yaml",
                        "helmCharts: [{name: x}]\n"));
        application("nowhere", "none/such", "{}");
        application("helm", "helm", "{}");
        lab.fault(Faults.Kind.STATUS, "fetch dev", "unreachable", 1, "failed to list refs: dial tcp: i/o timeout");
        application("unreachable", "trouble", "{}");
        Eventually.get(() -> message("nowhere").contains("app path does not exist"));
        Eventually.get(() -> message("helm").contains("renders no Helm charts"));
        Eventually.get(() -> message("unreachable").contains("i/o timeout"));
        // As the real one: nothing could be compared, and yet it is called healthy.
        var unknown = lab.application("nowhere");
        assertThat(unknown.at("/status/sync/status").asString("")).isEqualTo("Unknown");
        assertThat(unknown.at("/status/health/status").asString("")).isEqualTo("Healthy");
        lab.refresh("unreachable");
        lab.await("unreachable", commit, "OutOfSync", "Missing");
        lab.sync("unreachable", "0123456789012345678901234567890123456789", "u-1");
        assertThat(lab.operation("unreachable", "u-1", "Error").path("message").asString(""))
                .contains("unable to resolve");
        lab.client.send(
                "DELETE", "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/nowhere", "", "application/json");
        Eventually.get(
                () -> lab.application("nowhere").path("kind").asString("").equals("Status"));
    }

    private String message(String application) throws Exception {
        return lab.application(application).at("/status/conditions/0/message").asString("");
    }
}

package io.homelab.simulator.kubernetes.argocd.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class KustomizationTest {
    private static final Map<String, String> FILES = Map.of(
            "base/all.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  serviceAccountName: web
                  containers:
                  - name: main
                    image: registry.example:5000/web:1
                    ports: [{containerPort: 80}]
                    env:
                    - {name: A, value: "1"}
                    - name: B
                      valueFrom: {configMapKeyRef: {name: settings, key: b}}
                    envFrom: [{secretRef: {name: keys}}]
                  - {name: side, image: "side@sha256:0000000000000000000000000000000000000000000000000000000000000000"}
                  volumes:
                  - name: settings
                    configMap: {name: settings}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              selector: {app: web}
              ports: [{port: 80}]
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: web}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: web}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
            subjects: [{kind: ServiceAccount, name: web}]
            ---
            apiVersion: example.io/v1
            kind: Thing
            metadata: {name: thing}
            spec: {items: [{name: a, x: 1}, {name: b}]}
            """,
            "base/kustomization.yaml",
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [all.yaml]
            commonLabels: {part-of: lab}
            configMapGenerator:
            - name: settings
              literals: [b=base, c='quoted']
              files: [file.txt, other=file.txt]
            secretGenerator:
            - name: keys
              literals: [token=<a>&b]
            """,
            "base/file.txt",
            "line one\nline \"two\"\n",
            "part/kustomization.yaml",
            """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            patches:
            - target: {kind: Deployment}
              patch: |-
                - {op: add, path: /spec/template/spec/containers/0/args, value: [--debug]}
                - {op: replace, path: /spec/template/spec/serviceAccountName, value: web}
            """,
            "overlay/patch.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                spec:
                  containers:
                  - name: main
                    resources: {limits: {memory: 64Mi}}
                    env: [{name: A, value: "2"}, {name: C, value: "3"}]
                  - {name: side, $patch: delete}
            """,
            "overlay/kustomization.yaml",
            """
            namespace: target
            namePrefix: dev-
            nameSuffix: -x
            resources: [../base]
            components: [../part]
            labels:
            - pairs: {plain: "yes"}
            - pairs: {selected: "yes"}
              includeSelectors: true
            commonAnnotations: {note: hello}
            images:
            - {name: "registry.example:5000/web", newName: other/web, newTag: "2"}
            replicas: [{name: web, count: 3}]
            configMapGenerator:
            - name: settings
              behavior: merge
              literals: [b=overlay]
            - name: plain
              options: {disableNameSuffixHash: true, labels: {l: m}}
              literals: [x=y]
            patches:
            - path: patch.yaml
            - target: {group: example.io, kind: Thing, name: th.*}
              patch: |
                apiVersion: example.io/v1
                kind: Thing
                metadata: {name: any}
                spec: {items: [{name: c}]}
            """);

    @TempDir
    Path directory;

    private static Checkout checkout(Map<String, String> files) {
        var contents = new TreeMap<String, byte[]>();
        files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return new Checkout("0", contents);
    }

    private static List<ObjectNode> built(Map<String, String> files, String path) {
        return Manifests.of(checkout(files), Json.of("{'repoURL':'x','path':'" + path + "'}"));
    }

    private static Map<String, JsonNode> byName(List<ObjectNode> objects) {
        var named = new TreeMap<String, JsonNode>();
        objects.forEach(object ->
                named.put(Json.text(object, "kind") + " " + Json.namespace(object) + "/" + Json.name(object), object));
        return named;
    }

    @Test
    void anOverlayComesOutAsTheRealKustomizeMakesIt() throws Exception {
        assumeTrue(kubectl("version", "--client").isPresent(), "needs kubectl");
        for (var file : FILES.entrySet()) {
            var path = directory.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        for (var path : List.of("base", "overlay")) {
            var real = kubectl("kustomize", directory.resolve(path).toString()).orElseThrow();
            var ours = byName(built(FILES, path));
            var theirs = byName(Yaml.documents(real, "kubectl"));
            assertThat(ours.keySet()).isEqualTo(theirs.keySet());
            theirs.forEach((name, object) -> assertThat(ours.get(name)).as(name).isEqualTo(object));
        }
    }

    private java.util.Optional<String> kubectl(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? java.util.Optional.of(text)
                    : java.util.Optional.empty();
        } catch (IOException none) {
            return java.util.Optional.empty();
        }
    }

    @Test
    void namesOfGeneratedMapsFollowTheirContents() {
        var overlay = byName(built(FILES, "overlay"));
        var deployment = overlay.get("Deployment target/dev-web-x");
        var volume = Json.at(Objects.requireNonNull(deployment), "spec.template.spec.volumes")
                .get(0);
        assertThat(overlay).containsKey("ConfigMap target/" + Json.text(volume, "configMap.name"));
        assertThat(overlay).containsKey("ConfigMap target/dev-plain-x");
    }

    @Test
    void whatIsNotKnownIsSaid() {
        for (var bad : Map.of(
                        "helmCharts: [{name: x}]", "renders no Helm charts",
                        "vars: []", "unknown field \"vars\"",
                        "resources: [https://example.net/x]", "fetches nothing",
                        "resources: [../../../x]", "outside of the repository",
                        "resources: [none.yaml]", "no such file",
                        "resources: [../a]", "cycle detected",
                        "patches: [{patch: '[]'}]", "must specify a target",
                        "patches: [{patch: '{kind: X, apiVersion: v1, metadata: {name: y}}'}]", "no resource matches")
                .entrySet()) {
            assertThatThrownBy(() -> built(Map.of("a/kustomization.yaml", bad.getKey()), "a"))
                    .as(bad.getKey())
                    .isInstanceOf(SourceFailed.class)
                    .hasMessageContaining(bad.getValue());
        }
    }
}

package io.homelab.activities.argocd;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.homelab.activities.git.GitClones;
import io.homelab.activities.kubernetes.Manifests;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.GitOps;
import io.homelab.lab.definition.Marker;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What ArgoCD needs to follow the lab's Git repository, as objects with our marker. */
final class SetupObjects {
    static final String ROOT = "root";

    private static final String ROOT_FILE = "base/argocd/root.yaml";
    private static final String APPS = "/base/argocd/apps";
    private static final String TYPE = "argocd.argoproj.io/secret-type";

    private final OpenLab lab;
    private final GitOps gitops;
    private final String cluster;
    private final String marker;

    SetupObjects(OpenLab lab, GitOps gitops, String cluster) {
        this.lab = lab;
        this.gitops = gitops;
        this.cluster = cluster;
        this.marker = Marker.of(lab.secrets().labKey(), "cluster/" + cluster + "/gitops")
                .value();
    }

    List<GenericKubernetesResource> all(GitClones clones) {
        var objects = new ArrayList<GenericKubernetesResource>();
        trust().ifPresent(objects::add);
        objects.add(repository());
        objects.add(thisCluster());
        objects.add(root(clones));
        return objects;
    }

    private java.util.Optional<GenericKubernetesResource> trust() {
        if (gitops.ca() == null) {
            return java.util.Optional.empty();
        }
        try {
            var pem = Files.readString(lab.file(gitops.ca()));
            return java.util.Optional.of(object(
                    "ConfigMap",
                    "argocd-tls-certs-cm",
                    Map.of(),
                    Map.of(gitops.repository().getHost(), pem)));
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.CONFIG, "cannot read " + gitops.ca(), "lab.yaml gitops.ca", "check the path", e);
        }
    }

    /** The account that ArgoCD reads with; it must not be able to write, so ours is never given away. */
    private GenericKubernetesResource repository() {
        var data = new TreeMap<String, String>();
        data.put("type", "git");
        data.put("url", gitops.repository().toString());
        var readOnly = gitops.readOnly();
        if (readOnly != null) {
            try (var password = lab.secrets().resolve(readOnly.password())) {
                data.put("username", readOnly.username());
                data.put("password", password.text());
            }
        }
        return secret("repo-homelab", Map.of(TYPE, "repository"), data);
    }

    /** The cluster itself, with the labels that ApplicationSets go by. */
    private GenericKubernetesResource thisCluster() {
        var labels = Map.of(
                TYPE,
                "cluster",
                "homelab.io/cluster",
                cluster,
                "homelab.io/auto-sync",
                Boolean.toString(lab.lab().syncsItself(cluster)));
        return secret(
                "cluster-homelab",
                labels,
                Map.of(
                        "name",
                        cluster,
                        "server",
                        "https://kubernetes.default.svc",
                        "config",
                        "{\"tlsClientConfig\":{\"insecure\":false}}"));
    }

    private GenericKubernetesResource root(GitClones clones) {
        var text = clones.read(lab, ROOT_FILE)
                .orElseThrow(() -> wrong("there is no " + gitops.path() + "/" + ROOT_FILE + " on " + gitops.branch()));
        var object = Manifests.parse(text, "default", marker).stream()
                .filter(o -> o.getKind().equals("Application")
                        && o.getMetadata().getName().equals(ROOT))
                .findFirst()
                .orElseThrow(() -> wrong(ROOT_FILE + " holds no Application " + ROOT));
        object.getMetadata().setNamespace(ArgoCd.NAMESPACE);
        must(object, "repoURL", gitops.repository().toString(), "gitops.repository");
        must(object, "targetRevision", gitops.branch(), "gitops.branch");
        must(object, "path", gitops.path() + APPS, "gitops.path");
        return object;
    }

    /** What Git says and what the lab file says is the same, or ArgoCD would follow something else than we promote to. */
    private void must(GenericKubernetesResource root, String field, String wanted, String key) {
        var source = Objects.<Object>requireNonNullElse(root.get("spec", "source", field), "nothing");
        if (!source.toString().equals(wanted)) {
            throw wrong("spec.source." + field + " of " + ROOT_FILE + " is " + source + ", and " + key
                    + " of the lab file means " + wanted);
        }
    }

    private Problem wrong(String what) {
        return new Problem(
                FailureClass.CONFIG,
                what,
                "git " + gitops.repository(),
                "kubernetes/README.md says what the repository has to hold");
    }

    private GenericKubernetesResource secret(String name, Map<String, String> labels, Map<String, String> data) {
        var encoded = new TreeMap<String, String>();
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        var object = object("Secret", name, labels, encoded);
        object.setAdditionalProperty("type", "Opaque");
        return object;
    }

    private GenericKubernetesResource object(
            String kind, String name, Map<String, String> labels, Map<String, String> data) {
        var object = new GenericKubernetesResource();
        object.setApiVersion("v1");
        object.setKind(kind);
        object.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(ArgoCd.NAMESPACE)
                .addToLabels(labels)
                .addToLabels(Manifests.MARKER, marker)
                .build());
        object.setAdditionalProperty("data", data);
        return object;
    }
}

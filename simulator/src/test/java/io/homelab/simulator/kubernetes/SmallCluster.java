package io.homelab.simulator.kubernetes;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.argocd.source.Yaml;
import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.talos.Secrets;
import io.homelab.simulator.talos.pki.Identity;
import io.homelab.simulator.talos.pki.Pem;
import io.homelab.simulator.world.DiskWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A cluster of one machine with a volume provisioner, and nothing else. */
final class SmallCluster implements AutoCloseable {
    private static final Secrets SECRETS = new Secrets();
    private static final Set<String> CLUSTER_WIDE = Set.of(
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "Namespace",
            "StorageClass",
            "PersistentVolume");

    final String name;
    final KubeClient client;
    private final InetAddress address;
    private final String endpoint;
    private final KubernetesCluster cluster;

    SmallCluster(DiskWorld world, String name, int host) throws Exception {
        this.name = name;
        var address = world.lan().host(host);
        endpoint = "https://" + address.getHostAddress() + ":6443";
        var settings = new ClusterSettings(
                name, "v1.33.1", endpoint, "10.244.0.0/16", false, "flannel", false, List.of(), List.of());
        var machine = new KubeletMachine(
                name + "-one",
                address.getHostAddress(),
                true,
                false,
                true,
                "Talos",
                "v1.33.1",
                8,
                32_768,
                "uuid",
                "boot",
                "amd64",
                Map.of(),
                Map.of(),
                List.of("localhost:7445"));
        cluster = KubernetesCluster.open(world, name, settings, () -> List.of(machine), () -> true, () -> {});
        var server = SECRETS.kubernetes().serve("kubernetes", List.of(address), List.of("kubernetes"));
        cluster.listen(
                address,
                server.certificate(),
                server.key(),
                SECRETS.kubernetes().certificate());
        this.address = address;
        client = client("admin", "system:masters");
        Eventually.get(() -> client.get("/api/v1/namespaces/default").code() == 200);
    }

    KubeClient client(String user, String... groups) {
        return new KubeClient(address, SECRETS.kubernetes(), user, groups);
    }

    /** What a user of the cluster gives to clients of other people. */
    String kubeconfig(String user, String... groups) {
        var identity = SECRETS.kubernetes().admit(user, List.of(groups), Duration.ofHours(1));
        var authority = new Identity(SECRETS.kubernetes().certificate(), identity.key());
        return """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: test, user: {client-certificate-data: %s, client-key-data: %s}}]
                """.formatted(
                        endpoint,
                        Pem.encode(authority.certificatePem()),
                        Pem.encode(identity.certificatePem()),
                        Pem.encode(identity.keyPem()));
    }

    /** Applies manifests of any kinds. */
    void apply(String yaml) throws Exception {
        for (var object : Yaml.documents(yaml, "test")) {
            var reply = client.apply(
                    path(object), "test&force=true", object.toString().replace("'", "\\u0027"));
            if (reply.code() >= 300) {
                throw new IllegalStateException(path(object) + ": " + reply.body());
            }
        }
    }

    private static String path(JsonNode object) {
        var version = object.path("apiVersion").asString("");
        var kind = object.path("kind").asString("");
        var lower = kind.toLowerCase(Locale.ROOT);
        var plural = lower.endsWith("y")
                ? lower.substring(0, lower.length() - 1) + "ies"
                : lower.endsWith("s") ? lower + "es" : lower + "s";
        var namespace = CLUSTER_WIDE.contains(kind) ? "" : "namespaces/" + Json.namespace(object) + "/";
        return (version.contains("/") ? "/apis/" : "/api/") + version + "/" + namespace + plural + "/"
                + Json.name(object);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return client.get(path).body();
    }

    void delete(String path) throws IOException, InterruptedException {
        client.send("DELETE", path, "", "application/json");
    }

    /** A storage class and what makes its volumes. */
    void provisioner(String volumeType) throws Exception {
        apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: local-path-storage}
                ---
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata:
                  name: local-path
                  annotations:
                    storageclass.kubernetes.io/is-default-class: "true"
                    defaultVolumeType: %s
                provisioner: rancher.io/local-path
                volumeBindingMode: WaitForFirstConsumer
                reclaimPolicy: Delete
                ---
                %s""".formatted(
                        volumeType,
                        ArgoLab.deployment("local-path-provisioner", "docker.io/rancher/local-path-provisioner:v0.0.32")
                                .replaceFirst(
                                        "name: local-path-provisioner",
                                        "name: local-path-provisioner\n  namespace: local-path-storage")));
    }

    /** A site with a volume, in a namespace of its own. */
    void site(String namespace, String annotations) throws Exception {
        apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: @NS@}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: pages, namespace: @NS@}
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 1Gi}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: @NS@}
                data: {color: green}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: @NS@}
                spec:
                  selector: {app: web}
                  ports: [{name: http, port: 80}]
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: @NS@}
                spec:
                  replicas: 1
                  selector:
                    matchLabels: {app: web}
                  template:
                    metadata:
                      labels: {app: web}
                      annotations: {@ANNOTATIONS@}
                    spec:
                      containers:
                      - name: nginx
                        image: docker.io/library/nginx:1.29
                        volumeMounts: [{name: html, mountPath: /usr/share/nginx/html}]
                      volumes:
                      - name: html
                        persistentVolumeClaim: {claimName: pages}
                """.replace("@NS@", namespace).replace("@ANNOTATIONS@", annotations));
    }

    /** What the site of a namespace answers. */
    KubeClient.Reply page(String namespace, String path) throws Exception {
        return client.get("/api/v1/namespaces/" + namespace + "/services/web:80/proxy/" + path);
    }

    void ready(String namespace, String deployment) {
        Eventually.get(() -> {
            var found = get("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + deployment);
            if (found.at("/status/readyReplicas").asInt(0) != 1) {
                throw new AssertionError(get("/api/v1/namespaces/" + namespace + "/pods"));
            }
            return true;
        });
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}

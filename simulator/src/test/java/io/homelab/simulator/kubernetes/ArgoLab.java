package io.homelab.simulator.kubernetes;

import io.homelab.simulator.charts.ArgoCdInstall;
import io.homelab.simulator.git.Commits;
import io.homelab.simulator.git.GitFace;
import io.homelab.simulator.git.RepositorySeed;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.argocd.source.Yaml;
import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.talos.Secrets;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import tools.jackson.databind.JsonNode;

/** A Git server and a cluster of one machine with Argo CD, without anything else. */
final class ArgoLab implements AutoCloseable {
    private static final Secrets SECRETS = new Secrets();
    private static final String REPOSITORY = "lab/homelab";

    final DiskWorld world;
    final WebServer web = new WebServer();
    final GitFace git;
    final KubeClient client;
    private final KubernetesCluster cluster;

    ArgoLab(Path state, double factor) throws Exception {
        world = new Worlds(state, List.of()).create(WorldOptions.of("argo", factor));
        git = GitFace.open(world, List.of(RepositorySeed.STANDARD), web);
        var address = world.lan().host(11);
        var settings = new ClusterSettings(
                "dev",
                "v1.33.1",
                "https://" + address.getHostAddress() + ":6443",
                "10.244.0.0/16",
                false,
                "flannel",
                false,
                List.of(),
                List.of());
        var machine = new KubeletMachine(
                "one",
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
        cluster = KubernetesCluster.open(world, "dev", settings, () -> List.of(machine), () -> true, () -> {});
        var server = SECRETS.kubernetes().serve("kubernetes", List.of(address), List.of("kubernetes"));
        cluster.listen(
                address,
                server.certificate(),
                server.key(),
                SECRETS.kubernetes().certificate());
        client = new KubeClient(address, SECRETS.kubernetes(), "admin", "system:masters");
        install();
    }

    private void install() throws Exception {
        Eventually.get(() -> client.get("/api/v1/namespaces/default").code() == 200);
        client.post("/api/v1/namespaces", "{'metadata':{'name':'argocd'}}");
        for (var object : Yaml.documents(ArgoCdInstall.yaml("v3.6.1"), "install.yaml")) {
            var version = object.path("apiVersion").asString("");
            var plural = object.path("kind").asString("").toLowerCase(Locale.ROOT) + "s";
            var cluster = plural.startsWith("cluster") || plural.startsWith("custom");
            var path = (version.contains("/") ? "/apis/" : "/api/") + version + (cluster ? "/" : "/namespaces/argocd/")
                    + plural + "/" + Json.name(object);
            var reply = client.apply(path, "test&force=true", object.toString().replace("'", "\\u0027"));
            if (reply.code() != 201) {
                throw new IllegalStateException(path + ": " + reply.body());
            }
        }
        secret(
                "cluster",
                "in-cluster",
                Map.of("name", "dev", "server", "https://kubernetes.default.svc", "config", "{}"),
                "'environment':'dev'");
        var reader = git.info().reader();
        secret(
                "repository",
                "homelab",
                Map.of("url", url(), "username", reader.username(), "password", reader.password()),
                "'x':'y'");
        for (var name : List.of("argocd-repo-server", "argocd-server", "argocd-applicationset-controller")) {
            Eventually.get(() -> client.get("/apis/apps/v1/namespaces/argocd/deployments/" + name)
                            .body()
                            .at("/status/readyReplicas")
                            .asInt(0)
                    == 1);
        }
    }

    /** Somebody whom no role lets see anything. */
    KubeClient stranger(String user) {
        return new KubeClient(world.lan().host(11), SECRETS.kubernetes(), user, "nobody");
    }

    String url() {
        return git.url() + "/" + REPOSITORY + ".git";
    }

    void secret(String type, String name, Map<String, String> data, String labels) throws Exception {
        var secret = Json.of("{'metadata':{'name':'" + name + "','labels':{'argocd.argoproj.io/secret-type':'" + type
                + "'," + labels + "}}}");
        data.forEach((key, value) -> Json.ensure(secret, "stringData").put(key, value));
        client.post("/api/v1/namespaces/argocd/secrets", secret.toString());
    }

    /** Commits files to main; a text of one dash deletes. */
    String commit(String message, Map<String, String> files) throws IOException {
        try (var repository = git.repositories().need(REPOSITORY)) {
            var commits = new Commits(repository);
            var contents = new TreeMap<String, byte[]>();
            files.forEach((path, text) -> {
                if (!text.equals("-")) {
                    contents.put(path, text.getBytes(StandardCharsets.UTF_8));
                }
            });
            var gone = files.entrySet().stream()
                    .filter(file -> file.getValue().equals("-"))
                    .map(Map.Entry::getKey)
                    .toList();
            var head = commits.head("main");
            return commits.commit(
                            "main",
                            new Commits.Change(
                                    contents, gone, message, git.repositories().person("Ann", "a@b.c"), null),
                            head.equals(ObjectId.zeroId()) ? ObjectId.zeroId() : head,
                            false)
                    .name();
        }
    }

    /** Applies YAML of one application, set or config map in the namespace argocd. */
    void apply(String yaml) throws Exception {
        for (var object : Yaml.documents(yaml.replace("@URL@", url()), "test")) {
            var kind = object.path("kind").asString("").toLowerCase(Locale.ROOT) + "s";
            var path = kind.equals("configmaps")
                    ? "/api/v1/namespaces/argocd/configmaps/"
                    : "/apis/argoproj.io/v1alpha1/namespaces/argocd/" + kind + "/";
            var reply = client.apply(
                    path + Json.name(object),
                    "test&force=true",
                    object.toString().replace("'", "\\u0027"));
            if (reply.code() >= 300) {
                throw new IllegalStateException(reply.body().toString());
            }
        }
    }

    JsonNode application(String name) throws Exception {
        return client.get("/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/" + name)
                .body();
    }

    JsonNode set(String name) throws Exception {
        return client.get("/apis/argoproj.io/v1alpha1/namespaces/argocd/applicationsets/" + name)
                .body();
    }

    KubeClient.Reply patch(String application, String json) throws Exception {
        return client.send(
                "PATCH",
                "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/" + application,
                json,
                "application/merge-patch+json");
    }

    void refresh(String application) throws Exception {
        patch(application, "{'metadata':{'annotations':{'argocd.argoproj.io/refresh':'normal'}}}");
    }

    void refreshSet(String set) throws Exception {
        client.send(
                "PATCH",
                "/apis/argoproj.io/v1alpha1/namespaces/argocd/applicationsets/" + set,
                "{'metadata':{'annotations':{'argocd.argoproj.io/application-set-refresh':'true'}}}",
                "application/merge-patch+json");
    }

    /** Waits until an application is at a commit, and as the two words say. */
    JsonNode await(String application, String commit, String sync, String health) {
        return Eventually.get(() -> {
            var found = application(application);
            var is = found.at("/status/sync/revision").asString("").equals(commit)
                    && found.at("/status/sync/status").asString("").equals(sync)
                    && found.at("/status/health/status").asString("").equals(health)
                    && !found.has("operation");
            if (!is) {
                throw new AssertionError(found.path("status").toString());
            }
            return found;
        });
    }

    /** Asks for a sync to exactly a commit, and gives it a name. */
    void sync(String application, String revision, String id) throws Exception {
        var asked = patch(
                application,
                "{'operation':{'info':[{'name':'id','value':'" + id + "'}],'sync':{'revision':'" + revision
                        + "','prune':true}}}");
        if (asked.code() != 200) {
            throw new IllegalStateException(asked.body().toString());
        }
    }

    /** Waits until the operation of that name has come to a phase. */
    JsonNode operation(String application, String id, String phase) {
        return Eventually.get(() -> {
            var found = application(application).at("/status/operationState");
            if (!found.at("/operation/info/0/value").asString("").equals(id)
                    || !found.path("phase").asString("").equals(phase)) {
                throw new AssertionError(found.toString());
            }
            return found;
        });
    }

    void fault(Faults.Kind kind, String operation, String target, int times, String message) {
        world.faults().arm(new Faults.Fault(kind, "argocd", operation, target, 0, times, 0, message, Duration.ZERO));
    }

    static String deployment(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %s
                spec:
                  replicas: 1
                  selector:
                    matchLabels: {app: %s}
                  template:
                    metadata:
                      labels: {app: %s}
                    spec:
                      containers:
                      - name: main
                        image: %s
                """.formatted(name, name, name, image);
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
        git.close();
        world.close();
        web.close();
    }
}

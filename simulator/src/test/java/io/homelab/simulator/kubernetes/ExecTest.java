package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands in containers, by somebody else's client and by bare WebSockets. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ExecTest {
    private static final String POD = "/api/v1/namespaces/shop/pods/two";
    private static final String V4 = "v4.channel.k8s.io";
    private static final String V5 = "v5.channel.k8s.io";

    @TempDir
    static Path state;

    private DiskWorld world;
    private SmallCluster cluster;

    @BeforeAll
    void open() throws Exception {
        world = new Worlds(state, List.of()).create(WorldOptions.of("exec", 0.003));
        cluster = new SmallCluster(world, "dev", 11);
        cluster.provisioner("hostPath");
        cluster.site("shop", "");
        cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: two, namespace: shop}
                spec:
                  containers:
                  - name: app
                    image: example.org/app:1
                    volumeMounts: [{name: data, mountPath: /data}]
                  - {name: side, image: example.org/side:1}
                  volumes:
                  - name: data
                    persistentVolumeClaim: {claimName: pages}
                """);
        running("two");
        var volume = new Claims(world.store()).volume("dev", "shop", "pages");
        new Volumes(world.store(), "dev").write(volume, "file", "hello\n".getBytes(StandardCharsets.UTF_8));
    }

    private void running(String pod) {
        Eventually.get(() -> cluster.get("/api/v1/namespaces/shop/pods/" + pod)
                .at("/status/phase")
                .asString("")
                .equals("Running"));
    }

    @AfterAll
    void close() {
        cluster.close();
        world.close();
    }

    private static String exec(String pod, String container, String... command) {
        return pod + "/exec?stdout=true&stderr=true"
                + (container.isEmpty() ? "" : "&container=" + container)
                + Stream.of(command)
                        .map(word -> "&command=" + URLEncoder.encode(word, StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }

    private Executed run(String... command) {
        return cluster.client.exec(exec(POD, "app", command), "", V5, V4);
    }

    private record Ended(int code, String out, String err) {}

    private Ended fabric8(String container, String... command) throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var config = Config.fromKubeconfig(cluster.kubeconfig("admin", "system:masters"));
        try (var client = new KubernetesClientBuilder().withConfig(config).build();
                var watch = client.pods()
                        .inNamespace("shop")
                        .withName("two")
                        .inContainer(container)
                        .writingOutput(out)
                        .writingError(err)
                        .exec(command)) {
            var code = watch.exitCode().get(20, TimeUnit.SECONDS);
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void fabric8GetsOutputErrorsAndTheExitCode() throws Exception {
        assertThat(fabric8("app", "cat", "/data/file")).isEqualTo(new Ended(0, "hello\n", ""));
        assertThat(fabric8("app", "false")).isEqualTo(new Ended(1, "", ""));
        assertThat(fabric8("app", "cat", "/data/none"))
                .isEqualTo(new Ended(1, "", "cat: can't open '/data/none': No such file or directory\n"));
        assertThat(fabric8("side", "cat", "/data/file").code()).isEqualTo(1);
    }

    @Test
    void theConnectionEndsWithAStatusAndANormalClosing() {
        var fine = run("echo", "a b", "c");
        assertThat(fine.protocol()).isEqualTo(V5);
        assertThat(fine.out()).isEqualTo("a b c\n");
        assertThat(fine.status().toString()).isEqualTo("{\"metadata\":{},\"status\":\"Success\"}");
        assertThat(fine.closing()).isEqualTo(1000);

        var bad = run("false").status();
        assertThat(bad.path("status").asString()).isEqualTo("Failure");
        assertThat(bad.path("reason").asString()).isEqualTo("NonZeroExitCode");
        assertThat(bad.path("message").asString())
                .isEqualTo("command terminated with non-zero exit code: command terminated with exit code 1");
        assertThat(bad.at("/details/causes").toString()).isEqualTo("[{\"reason\":\"ExitCode\",\"message\":\"1\"}]");
    }

    @Test
    void aProgramThatIsNotThereIsContainerdsErrorOnceMoreInVersionFive() {
        var five = run("psql", "-l").status();
        assertThat(five.path("reason").asString()).isEqualTo("InternalError");
        assertThat(five.path("code").asInt()).isEqualTo(500);
        assertThat(five.path("message").asString())
                .startsWith("Internal error occurred: Internal error occurred: error executing command in container: ")
                .endsWith("exec: \"psql\": executable file not found in $PATH: unknown");
        var four = cluster.client.exec(exec(POD, "app", "/bin/bash"), "", V4);
        assertThat(four.protocol()).isEqualTo(V4);
        assertThat(four.status().path("message").asString())
                .startsWith("Internal error occurred: error executing command in container: ")
                .endsWith("exec: \"/bin/bash\": stat /bin/bash: no such file or directory: unknown");
    }

    @Test
    void inputIsReadUntilItsChannelIsClosed() {
        assertThat(cluster.client
                        .exec(exec(POD, "app", "cat") + "&stdin=true", "from outside", V5)
                        .out())
                .isEqualTo("from outside");
        assertThat(cluster.client
                        .exec(exec(POD, "app", "cat", "/none") + "&stdin=true&tty=true", "", V5)
                        .out())
                .isEqualTo("cat: can't open '/none': No such file or directory\r\n");
    }

    @Test
    void largeOutputComesWhole() {
        var volume = new Claims(world.store()).volume("dev", "shop", "pages");
        var large = "0123456789abcdef".repeat(20_000);
        new Volumes(world.store(), "dev").write(volume, "large", large.getBytes(StandardCharsets.UTF_8));
        assertThat(run("cat", "/data/large").out()).isEqualTo(large);
    }

    private void refused(int code, String message, String path) throws Exception {
        var reply = cluster.client.get(path);
        assertThat(reply.body().path("kind").asString("")).isEqualTo("Status");
        assertThat(reply.body().path("message").asString("")).isEqualTo(message);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void whatCannotBeExecutedIsRefusedBeforeTheUpgrade() throws Exception {
        refused(404, "pods \"none\" not found", exec("/api/v1/namespaces/shop/pods/none", "app", "true"));
        refused(400, "container x is not valid for pod two", exec(POD, "x", "true"));
        refused(
                400,
                "a container name must be specified for pod two, choose one of: [app side]",
                exec(POD, "", "true"));
        refused(400, "you must specify at least one command for the container", exec(POD, "app"));
        refused(400, "Upgrade request required", exec(POD, "app", "true"));
        assertThat(cluster.client.post(exec(POD, "app", "true"), "").text("/message"))
                .isEqualTo("Upgrade request required");
        assertThat(cluster.client
                        .send("DELETE", exec(POD, "app", "true"), "", "application/json")
                        .code())
                .isEqualTo(405);
        assertThatThrownBy(() -> cluster.client.exec(exec(POD, "app", "true"), "", "v1.channel.k8s.io"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        running("two");
    }

    @Test
    void aContainerThatDoesNotRunIsNotFoundByItsKubelet() throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: homeless, namespace: shop}
                spec:
                  nodeSelector: {nowhere: "true"}
                  containers: [{name: main, image: main}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: crashing, namespace: shop}
                spec:
                  containers: [{name: main, image: "registry.example/app:1-broken"}]
                """);
        refused(
                400,
                "pod homeless does not have a host assigned",
                exec("/api/v1/namespaces/shop/pods/homeless", "", "true"));
        var path = "/api/v1/namespaces/shop/pods/crashing";
        Eventually.get(
                () -> cluster.get(path).at("/status/containerStatuses/0/state").has("waiting"));
        assertThat(cluster.client
                        .exec(exec(path, "", "true"), "", V5)
                        .status()
                        .path("message")
                        .asString())
                .isEqualTo("Internal error occurred: unable to upgrade connection: container not found (\"main\")");
    }

    @Test
    void whoMayExecuteIsSaidByTheRoles() throws Exception {
        cluster.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: execs, namespace: shop}
                rules: [{apiGroups: [""], resources: [pods/exec], verbs: [create]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: execs, namespace: shop}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: execs}
                subjects: [{kind: User, name: poster, apiGroup: rbac.authorization.k8s.io}]
                """);
        try (var poster = cluster.client("poster")) {
            // A WebSocket is a GET, and so needs the verb of one.
            var got = poster.get(exec(POD, "app", "true"));
            assertThat(got.code()).isEqualTo(403);
            assertThat(got.text("/message")).contains("User \"poster\" cannot get resource \"pods/exec\"");
            assertThat(poster.post(exec(POD, "app", "true"), "").code()).isEqualTo(400);
        }
        var listed = cluster.get("/api/v1")
                .path("resources")
                .valueStream()
                .filter(resource -> resource.path("name").asString().equals("pods/exec"))
                .findFirst()
                .orElseThrow();
        assertThat(listed.path("kind").asString()).isEqualTo("PodExecOptions");
        assertThat(listed.path("verbs").toString()).isEqualTo("[\"create\",\"get\"]");
    }
}

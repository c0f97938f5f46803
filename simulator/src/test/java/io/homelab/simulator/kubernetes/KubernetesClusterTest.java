package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.talos.Computer;
import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.talos.Secrets;
import io.homelab.simulator.talos.TalosClient;
import io.homelab.simulator.talos.wire.ApplyConfigurationRequest;
import io.homelab.simulator.talos.wire.BootstrapRequest;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One small cluster for all of these; each test keeps to objects of its own. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class KubernetesClusterTest {
    private static final Secrets SECRETS = new Secrets();
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String CILIUM = """
            {'apiVersion':'apps/v1','kind':'DaemonSet','metadata':{'name':'cilium','namespace':'kube-system'},
             'spec':{'selector':{'matchLabels':{'k8s-app':'cilium'}},'template':{
               'metadata':{'labels':{'k8s-app':'cilium'}},
               'spec':{'hostNetwork':true,'tolerations':[{'operator':'Exists'}],
                 'containers':[{'name':'cilium-agent','image':'quay.io/cilium/cilium:v1.17.2','env':[
                   {'name':'KUBERNETES_SERVICE_HOST','value':'%s'},
                   {'name':'KUBERNETES_SERVICE_PORT','value':'%s'}]}]}}}}
            """;

    @TempDir
    static Path state;

    private DiskWorld world;
    private KubeClient admin;
    private final List<Computer> computers = new ArrayList<>();

    @BeforeAll
    void cluster() throws IOException {
        world = new Worlds(state, List.of()).create(WorldOptions.of("kubernetes", 0.003));
        var endpoint = "https://" + world.lan().host(11).getHostAddress() + ":6443";
        var noNetwork = "network: {cni: {name: none}}\nproxy: {disabled: true}\n";
        install(11, SECRETS.controlPlane("cp", endpoint, noNetwork));
        install(21, SECRETS.worker("worker", endpoint, noNetwork));
        try (var talos =
                TalosClient.mutual(world.lan().host(11), SECRETS.os().certificate(), SECRETS.client("os:admin"))) {
            Eventually.get(() -> talos.machine().bootstrap(BootstrapRequest.getDefaultInstance()));
        }
        admin = client("admin", "system:masters");
        Eventually.get(() -> admin.get("/readyz").code() == 200);
    }

    private void install(int host, String configuration) {
        var computer = Computer.at(world, host, host);
        computers.add(computer);
        computer.on();
        try (var talos = TalosClient.insecure(world.lan().host(host))) {
            Eventually.get(() -> talos.machine()
                    .applyConfiguration(ApplyConfigurationRequest.newBuilder()
                            .setData(com.google.protobuf.ByteString.copyFromUtf8(configuration))
                            .setMode(ApplyConfigurationRequest.Mode.AUTO)
                            .build()));
        }
    }

    private KubeClient client(String user, String... groups) {
        return new KubeClient(world.lan().host(11), SECRETS.kubernetes(), user, groups);
    }

    @AfterAll
    void end() {
        admin.close();
        computers.forEach(Computer::cut);
        world.close();
    }

    private static String condition(JsonNode object, String type, String field) {
        for (var condition : object.path("status").path("conditions")) {
            if (condition.path("type").asString("").equals(type)) {
                return condition.path(field).asString("");
            }
        }
        return "";
    }

    @Test
    void nodesAreReadyOnceANetworkThatReachesTheApiRuns() throws Exception {
        var sets = "/apis/apps/v1/namespaces/kube-system/daemonsets/cilium";
        var node = Eventually.get(() -> {
            var found = admin.get("/api/v1/nodes/worker");
            return found.code() == 200 ? found.body() : null;
        });
        assertThat(condition(node, "Ready", "message")).contains("cni plugin not initialized");
        assertThat(node.at("/status/nodeInfo/osImage").asString("")).isEqualTo("Talos (v1.9.5)");

        // Without kube-proxy nothing serves the service's address.
        assertThat(admin.apply(sets, "test", CILIUM.formatted("10.96.0.1", "443"))
                        .code())
                .isEqualTo(201);
        Eventually.get(() -> {
            var pods = admin.get("/api/v1/namespaces/kube-system/pods?labelSelector=k8s-app%3Dcilium")
                    .body();
            return pods.toString().contains("CrashLoopBackOff");
        });
        assertThat(condition(admin.get("/api/v1/nodes/worker").body(), "Ready", "status"))
                .isEqualTo("False");

        assertThat(admin.apply(sets, "test", CILIUM.formatted("localhost", "7445"))
                        .code())
                .isEqualTo(200);
        for (var name : List.of("cp", "worker")) {
            Eventually.get(() -> condition(admin.get("/api/v1/nodes/" + name).body(), "Ready", "status")
                    .equals("True"));
        }
        Eventually.get(() -> admin.get("/apis/apps/v1/namespaces/kube-system/deployments/coredns")
                        .body()
                        .at("/status/readyReplicas")
                        .asInt(0)
                == 2);
    }

    @Test
    void appliedFieldsHaveOwners() throws Exception {
        var path = MAPS + "/owned";
        assertThat(admin.apply(path, "one", "{'apiVersion':'v1','kind':'ConfigMap','data':{'a':'1','b':'1'}}")
                        .code())
                .isEqualTo(201);
        var refused = admin.apply(path, "two", "{'apiVersion':'v1','kind':'ConfigMap','data':{'a':'2'}}");
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.text("/reason")).isEqualTo("Conflict");
        assertThat(refused.text("/details/causes/0/reason")).isEqualTo("FieldManagerConflict");
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(".data.a");
        var forced = admin.apply(path, "two&force=true", "{'apiVersion':'v1','kind':'ConfigMap','data':{'a':'2'}}");
        assertThat(forced.text("/data/a")).isEqualTo("2");
        // What one no longer applies goes; what two took over stays.
        var rest = admin.apply(path, "one", "{'apiVersion':'v1','kind':'ConfigMap','data':{}}");
        assertThat(rest.body().path("data").propertyNames()).containsExactly("a");
        assertThat(admin.apply(path, "one", rest.body().toString()).code()).isEqualTo(400);
    }

    @Test
    void staleUpdatesAreRefusedAndDryRunsChangeNothing() throws Exception {
        var made = admin.post(MAPS, "{'metadata':{'name':'stale'},'data':{'a':'1'}}");
        assertThat(made.code()).isEqualTo(201);
        assertThat(admin.post(MAPS, "{'metadata':{'name':'stale'}}").text("/reason"))
                .isEqualTo("AlreadyExists");
        assertThat(admin.send("PATCH", MAPS + "/stale", "{'data':{'a':'2'}}", "application/merge-patch+json")
                        .code())
                .isEqualTo(200);
        var late = admin.send("PUT", MAPS + "/stale", made.body().toString(), "application/json");
        assertThat(late.code()).isEqualTo(409);
        assertThat(late.text("/message")).contains("the object has been modified");
        admin.send("PATCH", MAPS + "/stale?dryRun=All", "{'data':{'a':'3'}}", "application/merge-patch+json");
        assertThat(admin.get(MAPS + "/stale").text("/data/a")).isEqualTo("2");
    }

    @Test
    void strangersSeeNothing() throws Exception {
        try (var stranger = client("mallory", "nobody")) {
            var refused = stranger.get(MAPS);
            assertThat(refused.code()).isEqualTo(403);
            assertThat(refused.text("/message"))
                    .isEqualTo("configmaps is forbidden: User \"mallory\" cannot list resource \"configmaps\" in API"
                            + " group \"\" in the namespace \"default\"");
        }
    }

    @Test
    void customResourcesComeWithTheirDefinition() throws Exception {
        var definition = """
                {'metadata':{'name':'widgets.example.io'},'spec':{'group':'example.io','scope':'Namespaced',
                 'names':{'plural':'widgets','kind':'Widget'},'versions':[{'name':'v1','served':true,'storage':true,
                 'schema':{'openAPIV3Schema':{'type':'object','properties':{'spec':{'type':'object','required':['size'],
                   'properties':{'size':{'type':'integer'},'color':{'type':'string','default':'red'}}}}}}}]}}
                """;
        var widgets = "/apis/example.io/v1/namespaces/default/widgets";
        assertThat(admin.get(widgets).code()).isEqualTo(404);
        var made = admin.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
        assertThat(condition(made.body(), "Established", "status")).isEqualTo("True");
        assertThat(admin.post(widgets, "{'metadata':{'name':'w'},'spec':{'size':1,'foo':2}}")
                        .body()
                        .path("spec"))
                .hasToString("{\"size\":1,\"color\":\"red\"}");
        assertThat(admin.post(widgets, "{'metadata':{'name':'v'},'spec':{'size':'x'}}")
                        .code())
                .isEqualTo(422);
    }

    @Test
    void deletedNamespacesAreEmptied() throws Exception {
        admin.post("/api/v1/namespaces", "{'metadata':{'name':'gone'}}");
        admin.post("/api/v1/namespaces/gone/configmaps", "{'metadata':{'name':'inside'}}");
        assertThat(admin.send("DELETE", "/api/v1/namespaces/gone", "", "application/json")
                        .text("/status/phase"))
                .isEqualTo("Terminating");
        Eventually.get(() -> admin.get("/api/v1/namespaces/gone").code() == 404);
        assertThat(admin.get("/api/v1/namespaces/gone/configmaps").body().path("items"))
                .isEmpty();
    }

    @Test
    void watchesTellOfChanges() throws Exception {
        var from = admin.get(MAPS).text("/metadata/resourceVersion");
        admin.post(MAPS, "{'metadata':{'name':'watched'}}");
        admin.send("DELETE", MAPS + "/watched", "", "application/json");
        try (var lines = admin.watch(
                MAPS + "?watch=true&fieldSelector=metadata.name%3Dwatched&timeoutSeconds=1&resourceVersion=" + from)) {
            assertThat(lines.map(event -> event.path("type").asString(""))).containsExactly("ADDED", "DELETED");
        }
        try (var lines = admin.watch(MAPS + "?watch=true&timeoutSeconds=1&resourceVersion=0")) {
            assertThat(lines.map(event -> event.path("type").asString(""))).contains("ADDED");
        }
    }

    @Test
    void aLostReplyIsACreateThatHappened() throws Exception {
        world.faults()
                .arm(new Faults.Fault(
                        Faults.Kind.DROP_REPLY, "kubernetes", "POST configmaps", null, 0, 1, 0, "", Duration.ZERO));
        try {
            admin.post(MAPS, "{'metadata':{'name':'lost'}}");
        } catch (IOException cut) {
            assertThat(cut).isNotNull();
        }
        assertThat(admin.get(MAPS + "/lost").code()).isEqualTo(200);
        assertThat(world.calls().since(0)).anySatisfy(call -> {
            assertThat(call.operation()).isEqualTo("POST configmaps");
            assertThat(call.committed()).isTrue();
            assertThat(call.status()).isZero();
        });
    }
}

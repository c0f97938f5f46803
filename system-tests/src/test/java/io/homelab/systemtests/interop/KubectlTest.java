package io.homelab.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox.Said;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** The kubectl of this machine against a cluster that the product built. */
@ExtendWith(BuiltLab.Given.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubectlTest {
    private static final String FOLDER = Toolbox.scripts().resolve("kubectl").toString() + "/";

    private final BuiltLab lab;
    private final Tool kubectl;
    private final long before;

    KubectlTest(BuiltLab lab) {
        this.lab = lab;
        kubectl = new Tool(lab.directory(), List.of(Toolbox.find("kubectl").toString()))
                .with("KUBECONFIG", lab.kubeconfig().toString())
                // It keeps what it learnt of a server by its address, and addresses come again.
                .with("HOME", lab.directory().toString());
        before = lab.lastCall();
    }

    @BeforeAll
    void theServerIsReachedWithTheKubeconfigOfTheCluster() {
        assertThat(ok("version").out()).contains("Server Version: v1.32");
        assertThat(ok("cluster-info").out()).contains("control plane").contains("is running at https://127.");
        assertThat(ok("get", "--raw", "/readyz").out()).isEqualTo("ok");
        assertThat(ok("get", "--raw", "/readyz?verbose").out())
                .contains("[+]etcd ok")
                .contains("readyz check passed");
        assertThat(ok("auth", "whoami").out()).contains("system:masters");
        assertThat(ok("config", "view", "--minify").out()).contains("DATA+OMITTED");
    }

    @AfterAll
    void whatItDidIsNotedAndTheClusterIsStillAsWeWantIt() {
        // First, since a plan makes calls of our own.
        var version = JsonMapper.builder()
                .build()
                .readTree(ok("version", "--client", "-o", "json").out())
                .path("clientVersion")
                .path("gitVersion")
                .asString();
        ForeignHands.exercised("kubectl " + version.replaceFirst("-.*", ""), lab.calls(before));
        assertThat(lab.homelab("cluster", "plan", "prod").out()).contains("no changes");
    }

    @Test
    @Order(1)
    void nodesAreShownAsTablesAndAsDocuments() {
        assertThat(ok("get", "nodes").out())
                .containsPattern(BuiltLab.CONTROL_PLANE + " +Ready +control-plane")
                .containsPattern(BuiltLab.WORKER + " +Ready +<none>");
        assertThat(ok("get", "nodes", "-o", "wide").out()).contains("INTERNAL-IP", "Talos (v", "containerd://");
        assertThat(ok("get", "node", BuiltLab.WORKER, "-o", "yaml").out())
                .contains("kind: Node", "kubeletVersion: v1.");
        assertThat(ok("get", "nodes", "-o", "jsonpath={.items[*].metadata.name}")
                        .out())
                .isEqualTo(BuiltLab.CONTROL_PLANE + " " + BuiltLab.WORKER);
        assertThat(ok("get", "nodes", "-o", "name").out()).contains("node/" + BuiltLab.WORKER);
        assertThat(ok("get", "nodes", "-o", "custom-columns=N:.metadata.name,V:.status.nodeInfo.kubeletVersion")
                        .out())
                .contains("v1.32");
        var list = JsonMapper.builder()
                .build()
                .readTree(ok("get", "nodes", "-o", "json").out());
        assertThat(list.path("items")).hasSize(2);
        assertThat(ok("describe", "node", BuiltLab.WORKER).out())
                .contains("KubeletReady", "Allocatable:", "Non-terminated Pods:");
        assertThat(ok("get", "pods", "-A", "-l", "k8s-app=cilium", "-o", "wide").out())
                .contains(BuiltLab.CONTROL_PLANE, BuiltLab.WORKER, "Running");
    }

    @Test
    @Order(2)
    void aManifestIsAppliedServerSideAndComesAlive() {
        assertThat(ok("apply", "--server-side", "-f", FOLDER + "app.yaml").out())
                .contains("deployment.apps/web serverside-applied");
        ok("-n", "interop", "rollout", "status", "deployment/web", "--timeout=60s");
        ok("-n", "interop", "wait", "--for=condition=Available", "deployment/web", "--timeout=60s");
        ok("-n", "interop", "wait", "--for=jsonpath={.status.readyReplicas}=2", "deployment/web", "--timeout=60s");
        ok("-n", "interop", "wait", "--for=condition=Ready", "pod", "-l", "app=web", "--timeout=60s");
        assertThat(ok("-n", "interop", "get", "deployment,replicaset,service", "-o", "wide")
                        .out())
                .contains("CONTAINERS", "IMAGES", "SELECTOR", "registry.k8s.io/pause:3.10", "app=web");
        ok("-n", "interop", "wait", "--for=jsonpath={.subsets[0].addresses[1].ip}", "endpoints/web", "--timeout=60s");
        assertThat(ok("-n", "interop", "get", "endpointslices").out()).contains("ADDRESSTYPE", "IPv4", "80");
    }

    @Test
    @Order(3)
    void aFieldOfAnotherManagerIsAConflictUntilItIsForced() {
        var other = """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"interop"},
                 "data":{"colour":"red"}}""";

        var refused = kubectl.fed(other, "apply", "--server-side", "--field-manager=other", "-f", "-");
        assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("Apply failed with 1 conflict", "conflict with \"kubectl\"", ".data.colour");
        var forced =
                kubectl.fed(other, "apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-");
        assertThat(forced.code()).as(forced.toString()).isZero();

        assertThat(ok("-n", "interop", "get", "configmap", "settings", "-o", "yaml", "--show-managed-fields")
                        .out())
                .contains("colour: red", "size: \"1\"", "manager: other", "operation: Apply");
    }

    @Test
    @Order(4)
    void theOldWayOfApplyingMergesByTheLastAppliedConfiguration() {
        var first = configMap("classic", "\"a\":\"1\",\"b\":\"2\"");
        assertThat(fed(first, "apply", "-f", "-").out()).contains("configmap/classic created");
        assertThat(fed(first, "apply", "-f", "-").out()).contains("unchanged");
        assertThat(fed(configMap("classic", "\"a\":\"1\",\"c\":\"3\""), "apply", "-f", "-")
                        .out())
                .contains("configured");

        assertThat(ok("-n", "interop", "get", "configmap", "classic", "-o", "jsonpath={.data}")
                        .out())
                .isEqualTo("{\"a\":\"1\",\"c\":\"3\"}");
        assertThat(fed(configMap("classic", "\"a\":\"1\""), "apply", "--dry-run=server", "-f", "-")
                        .out())
                .contains("server dry run");
        assertThat(fed(configMap("classic", "\"a\":\"1\""), "apply", "view-last-applied", "-f", "-")
                        .out())
                .contains("c: \"3\"");
        var diff = kubectl.fed(configMap("classic", "\"a\":\"9\""), "diff", "-f", "-");
        assertThat(diff.code()).as(diff.toString()).isEqualTo(1);
        assertThat(diff.out()).contains("-  a: \"1\"", "+  a: \"9\"").doesNotContain("annotations: {}");
        var same = kubectl.fed(configMap("classic", "\"a\":\"1\",\"c\":\"3\""), "diff", "-f", "-");
        assertThat(same.code()).as(same.toString()).isZero();
    }

    @Test
    @Order(5)
    void patchesOfAllThreeKindsLabelsAndAnnotationsAreTaken() {
        ok(
                "-n",
                "interop",
                "patch",
                "configmap",
                "classic",
                "--type=merge",
                "-p",
                "{\"data\":{\"c\":null,\"d\":\"4\"}}");
        ok(
                "-n",
                "interop",
                "patch",
                "configmap",
                "classic",
                "--type=json",
                "-p",
                "[{\"op\":\"test\",\"path\":\"/data/d\",\"value\":\"4\"},{\"op\":\"replace\",\"path\":\"/data/d\",\"value\":\"5\"}]");
        assertThat(no(
                                "-n",
                                "interop",
                                "patch",
                                "configmap",
                                "classic",
                                "--type=json",
                                "-p",
                                "[{\"op\":\"test\",\"path\":\"/data/d\",\"value\":\"4\"}]")
                        .err())
                .contains("invalid");
        ok(
                "-n",
                "interop",
                "patch",
                "deployment",
                "web",
                "-p",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"env\":[{\"name\":\"X\",\"value\":\"1\"}]}]}}}}");
        assertThat(ok(
                                "-n",
                                "interop",
                                "get",
                                "deployment",
                                "web",
                                "-o",
                                "jsonpath={.spec.template.spec.containers[0]['image','env']}")
                        .out())
                .contains("pause:3.10", "\"X\"");

        ok("-n", "interop", "label", "configmap", "classic", "tier=one");
        assertThat(no("-n", "interop", "label", "configmap", "classic", "tier=two")
                        .err())
                .contains("--overwrite");
        ok("-n", "interop", "annotate", "configmap", "classic", "note=hello");
        assertThat(ok("-n", "interop", "get", "configmap", "-l", "tier in (one,two)", "-o", "name")
                        .out())
                .isEqualToIgnoringNewLines("configmap/classic");
        assertThat(ok("get", "pods", "-A", "--field-selector", "spec.nodeName=" + BuiltLab.WORKER, "-o", "name")
                        .out())
                .contains("pod/");
        assertThat(no("get", "pods", "--field-selector", "foo.bar=1").err()).contains("field label not supported");
    }

    @Test
    @Order(6)
    void rolloutsGoForwardAndBack() {
        ok("-n", "interop", "rollout", "status", "deployment/web", "--timeout=60s");
        ok("-n", "interop", "set", "image", "deployment/web", "web=registry.k8s.io/pause:3.9");
        ok("-n", "interop", "rollout", "status", "deployment/web", "--timeout=60s");
        assertThat(ok("-n", "interop", "rollout", "history", "deployment/web").out())
                .contains("REVISION", "3");
        ok("-n", "interop", "rollout", "undo", "deployment/web");
        ok("-n", "interop", "rollout", "restart", "deployment/web");
        ok("-n", "interop", "scale", "deployment/web", "--replicas=3");
        ok("-n", "interop", "rollout", "status", "deployment/web", "--timeout=60s");
        assertThat(ok("-n", "interop", "describe", "deployment", "web").out())
                .contains(
                        "3 desired | 3 updated | 3 total | 3 available",
                        "MinimumReplicasAvailable",
                        "ScalingReplicaSet");
        assertThat(ok("-n", "interop", "describe", "pod", "-l", "app=web").out())
                .contains("ContainersReady", "Service Account:  default", "Scheduled");
        assertThat(ok("-n", "interop", "get", "events").out()).contains("SuccessfulCreate");
    }

    @Test
    @Order(7)
    void everyKindThatAnAddonBringsIsAppliedServerSide() {
        assertThat(ok("apply", "--server-side", "-f", FOLDER + "addon.yaml").out())
                .contains("customresourcedefinition.apiextensions.k8s.io/widgets.interop.example serverside-applied");
        ok("wait", "--for=condition=Established", "crd/widgets.interop.example", "--timeout=30s");
        ok("-n", "interop", "rollout", "status", "daemonset/agent", "--timeout=60s");
        ok("apply", "--server-side", "-f", FOLDER + "widget.yaml");
        assertThat(ok("-n", "interop", "get", "wd").out()).contains("SIZE").containsPattern("one +3");
        var refused = kubectl.fed(
                "{\"apiVersion\":\"interop.example/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"two\"},\"spec\":{\"size\":0}}",
                "-n",
                "interop",
                "apply",
                "--server-side",
                "-f",
                "-");
        assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.err()).contains("spec.size", "greater than or equal to 1");
        assertThat(ok("explain", "widget.spec.size").out()).contains("How large the widget is.", "<integer>");
        assertThat(ok("explain", "deployment").out()).contains("KIND:       Deployment", "VERSION:    v1");
        for (var kind : List.of(
                "serviceaccounts",
                "secrets",
                "clusterroles",
                "clusterrolebindings",
                "roles",
                "rolebindings",
                "daemonsets",
                "customresourcedefinitions",
                "gatewayclasses",
                "configmaps",
                "services",
                "deployments",
                "namespaces",
                "leases",
                "endpointslices",
                "persistentvolumeclaims",
                "storageclasses",
                "ingresses",
                "cronjobs")) {
            ok("get", kind, "-A");
        }
        assertThat(ok("api-resources").out()).contains("horizontalpodautoscalers", "widgets", "httproutes");
        assertThat(ok("api-versions").out()).contains("autoscaling/v1", "interop.example/v1");
    }

    @Test
    @Order(8)
    void whoMayDoWhatIsAnsweredByTheRoles() {
        assertThat(ok("auth", "can-i", "create", "pods").out()).contains("yes");
        assertThat(ok("auth", "can-i", "--list").out()).contains("*.*");
        var agent = "--as=system:serviceaccount:interop:agent";
        assertThat(ok("auth", "can-i", "get", "pods", "-n", "interop", agent).out())
                .contains("yes");
        assertThat(no("auth", "can-i", "delete", "pods", "-n", "interop", agent).out())
                .contains("no");
        assertThat(no("-n", "interop", "delete", "configmap", "classic", agent).err())
                .contains("Forbidden");
        ok("get", "nodes", agent);
        var token = ok("-n", "interop", "create", "token", "agent").out().strip();
        assertThat(token.split("\\.")).hasSize(3);
    }

    @Test
    @Order(9)
    void commandsAreExecutedInPods() {
        assertThat(ok("-n", "interop", "exec", "deployment/web", "--", "echo", "from within")
                        .out())
                .isEqualTo("from within\n");
        assertThat(no("-n", "interop", "exec", "deployment/web", "--", "false").code())
                .isEqualTo(1);
        assertThat(no("-n", "interop", "exec", "deployment/web", "-c", "nope", "--", "true")
                        .err())
                .contains("nope");
        assertThat(no("-n", "interop", "exec", "deployment/web", "--", "psql").err())
                .contains("exec: \"psql\": executable file not found in $PATH: unknown");
    }

    @Test
    @Order(9)
    void whatTheSimulatorDoesNotDoIsRefusedWithAReason() {
        assertThat(no("-n", "interop", "logs", "deployment/web").err()).contains("logs are not kept");
        assertThat(no("top", "nodes").err()).contains("Metrics API not available");
        assertThat(no("get", "pod", "nope").err()).contains("NotFound");
        assertThat(no("get", "nope").err()).contains("doesn't have a resource type");
    }

    @Test
    @Order(10)
    void aWatchTellsOfWhatHappensMeanwhile() throws InterruptedException {
        try (var wait = kubectl.start("", "-n", "interop", "wait", "--for=create", "configmap/seen", "--timeout=60s")) {
            ok("-n", "interop", "create", "configmap", "seen", "--from-literal=a=b");
            assertThat(wait.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(wait.said().code()).as(wait.said().toString()).isZero();
        }
        var watching = kubectl.start("", "-n", "interop", "get", "configmap", "-w", "--output-watch-events");
        try (watching) {
            BuiltLab.eventually(() -> watching.said().out().contains("seen"));
            ok("-n", "interop", "label", "configmap", "seen", "x=y");
            ok("-n", "interop", "delete", "configmap", "seen");
            BuiltLab.eventually(() -> watching.said().out().contains("DELETED"));
            assertThat(watching.said().out()).contains("ADDED", "MODIFIED", "DELETED");
        }
    }

    @Test
    @Order(11)
    void aNodeIsCordonedAndDrainedAndComesBack() {
        assertThat(ok("cordon", BuiltLab.WORKER).out()).contains("cordoned");
        assertThat(ok("get", "node", BuiltLab.WORKER).out()).contains("Ready,SchedulingDisabled");
        assertThat(ok(
                                "drain",
                                BuiltLab.WORKER,
                                "--ignore-daemonsets",
                                "--delete-emptydir-data",
                                "--force",
                                "--timeout=90s")
                        .out())
                .contains("drained");
        assertThat(ok("uncordon", BuiltLab.WORKER).out()).contains("uncordoned");
        ok("-n", "interop", "rollout", "status", "deployment/web", "--timeout=60s");
        ok("taint", "node", BuiltLab.WORKER, "interop=here:NoSchedule");
        ok("taint", "node", BuiltLab.WORKER, "interop-");
    }

    @Test
    @Order(12)
    void whatWasMadeIsDeletedWithAllThatIsInIt() {
        ok("-n", "interop", "delete", "deployment", "web", "--wait=true", "--timeout=60s");
        ok("-n", "interop", "wait", "--for=delete", "pod", "-l", "app=web", "--timeout=60s");
        ok("delete", "-f", FOLDER + "addon.yaml", "--timeout=60s");
        ok("delete", "namespace", "interop", "--timeout=60s");
        assertThat(no("get", "namespace", "interop").err()).contains("NotFound");
        // The client may still know the kind from what it had asked before.
        assertThat(no("get", "widgets").err())
                .containsAnyOf("doesn't have a resource type", "could not find the requested resource");
    }

    private static String configMap(String name, String data) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"interop\"},\"data\":{" + data + "}}";
    }

    private Said ok(String... words) {
        var said = kubectl.run(words);
        assertThat(said.code()).as(String.join(" ", words) + "\n" + said).isZero();
        return said;
    }

    private Said no(String... words) {
        var said = kubectl.run(words);
        assertThat(said.code()).as(String.join(" ", words) + "\n" + said).isNotZero();
        return said;
    }

    private Said fed(String input, String... words) {
        var said = kubectl.fed(input, words);
        assertThat(said.code()).as(String.join(" ", words) + "\n" + said).isZero();
        return said;
    }
}

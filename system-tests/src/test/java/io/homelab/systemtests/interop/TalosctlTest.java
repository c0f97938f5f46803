package io.homelab.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox.Said;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The talosctl that Talos' own source builds to, against a cluster that the product built. */
@ExtendWith(BuiltLab.Given.class)
@EnabledIfSystemProperty(named = "homelab.interop", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TalosctlTest {
    private static final String VERSION = "v1.9.5";

    private final BuiltLab lab;
    private final Tool talosctl;
    private final Tool kubectl;
    private final String controlPlane;
    private final String worker;
    private final long before;

    TalosctlTest(BuiltLab lab) {
        this.lab = lab;
        talosctl = new Tool(lab.directory(), List.of(Toolbox.find("talosctl").toString()))
                .with("TALOSCONFIG", lab.talosconfig().toString())
                .with("HOME", lab.directory().toString());
        kubectl = new Tool(lab.directory(), List.of(Toolbox.find("kubectl").toString()))
                .with("KUBECONFIG", lab.kubeconfig().toString())
                .with("HOME", lab.directory().toString());
        controlPlane = address(BuiltLab.CONTROL_PLANE);
        worker = address(BuiltLab.WORKER);
        before = lab.lastCall();
    }

    private String address(String node) {
        return kubectl.run("get", "node", node, "-o", "jsonpath={.status.addresses[?(@.type=='InternalIP')].address}")
                .out();
    }

    @AfterAll
    void whatItDidIsNotedAndTheClusterIsStillAsWeWantIt() {
        var calls = lab.calls(before).stream()
                .filter(call -> !call.path("system").asString().equals("kubernetes"))
                .toList();
        ForeignHands.exercised("talosctl " + VERSION, calls);
        assertThat(lab.homelab("cluster", "plan", "prod").out()).contains("no changes");
    }

    @Test
    @Order(1)
    void theNodesTellTheirVersionAndWhoIsInTheCluster() {
        assertThat(ok("version").out()).contains("Server:", "Tag:         " + VERSION, "RBAC");
        assertThat(ok("-n", controlPlane + "," + worker, "version", "--short").out())
                .contains("NODE:        " + controlPlane, "NODE:        " + worker);
        assertThat(ok("-n", worker, "get", "members").out())
                .contains(BuiltLab.CONTROL_PLANE, BuiltLab.WORKER, "controlplane", "worker");
        assertThat(ok("-n", worker, "get", "machinestatus").out()).containsPattern("running +true");
        assertThat(ok("-n", worker, "get", "disks").out()).contains("sda", "QEMU HARDDISK");
        assertThat(ok("config", "info").out()).contains("os:admin", controlPlane);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "systemdisk,sda",
        "services,kubelet",
        "nodeaddresses,/24",
        "addresses,eth0/",
        "links,ether",
        "routes,eth0",
        "resolvers,127.",
        "timeservers,.",
        "hostname,prod-worker-1",
        "machineconfig,v1alpha1",
        "machinetype,worker",
        "nodename,prod-worker-1",
        "nodestatus,true",
        "extensions,schematic",
        "systeminformation,QEMU",
        "discoveredvolumes,EPHEMERAL",
        "volumestatus,/dev/sda",
        "mounts,/var",
        "securitystate,false",
        "timestatus,true",
        "rd,members.cluster.talos.dev"
    })
    void resourcesArePrintedByTheirShortNames(String resource, String seen) {
        assertThat(ok("-n", worker, "get", resource).out()).contains(seen);
        assertThat(ok("-n", worker, "get", resource, "-o", "yaml").out()).contains("metadata:", "spec:");
    }

    @Test
    @Order(2)
    void aWatchOfResourcesStandsAfterWhatIsThere() {
        try (var watch = talosctl.start("", "-n", worker, "get", "members", "--watch")) {
            BuiltLab.eventually(() -> watch.said().out().contains(BuiltLab.WORKER));
            assertThat(watch.process().isAlive()).as(watch.said().toString()).isTrue();
        }
    }

    @Test
    @Order(3)
    void servicesContainersAndTheClockAreShown() {
        assertThat(ok("-n", controlPlane, "service").out()).containsPattern("etcd +Running +OK");
        assertThat(ok("-n", controlPlane, "service", "etcd").out()).contains("HEALTH   OK");
        assertThat(ok("-n", worker, "service", "kubelet", "restart").out()).contains("restarted");
        assertThat(no("-n", worker, "service", "etcd").err()).contains("etcd");
        assertThat(ok("-n", controlPlane, "containers").out()).contains("apid", "etcd", "RUNNING");
        assertThat(ok("-n", controlPlane, "containers", "-k").out()).contains("kube-apiserver");
        assertThat(ok("-n", worker, "time").out()).contains("NODE-TIME");
        assertThat(ok("-n", worker, "memory").out()).contains("12288");
        assertThat(ok("-n", worker, "mounts").out()).contains("/var");
        assertThat(ok("-n", worker, "dmesg").out()).contains("[talos]");
        ok("-n", worker, "logs", "kubelet");
        assertThat(ok("-n", worker, "read", "/etc/os-release").out()).contains("ID=talos");
    }

    @Test
    @Order(4)
    void etcdIsSeenAndSaved() {
        assertThat(ok("-n", controlPlane, "etcd", "members").out())
                .contains(BuiltLab.CONTROL_PLANE, "https://" + controlPlane + ":2379");
        assertThat(ok("-n", controlPlane, "etcd", "status").out()).contains("RAFT TERM", " MB");
        ok("-n", controlPlane, "etcd", "alarm", "list");
        ok("-n", controlPlane, "etcd", "defrag");
        var file = lab.directory().resolve("db.snapshot");
        assertThat(ok("-n", controlPlane, "etcd", "snapshot", file.toString()).out())
                .contains("etcd snapshot saved");
        assertThat(file).isNotEmptyFile();
        assertThat(no("-n", worker, "etcd", "members").err()).contains("only available on control plane nodes");
        assertThat(no("-n", controlPlane, "bootstrap").err()).contains("AlreadyExists");
        assertThat(no("-n", worker, "bootstrap").err()).contains("FailedPrecondition");
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(strings = {"true", "false"})
    void theClusterIsHealthyAsTheServerAndAsTheClientSeesIt(String server) {
        var said = ok("-n", controlPlane, "health", "--server=" + server, "--wait-timeout=2m");

        assertThat(said.out() + said.err())
                .contains("etcd members to be consistent across nodes: OK", "all k8s nodes to report ready: OK");
    }

    @ParameterizedTest
    @Order(6)
    @ValueSource(strings = {BuiltLab.CONTROL_PLANE, BuiltLab.WORKER})
    void theMachineConfigurationThatWeMakeIsValid(String node) {
        var address = node.equals(BuiltLab.WORKER) ? worker : controlPlane;
        var text = ok("-n", address, "get", "machineconfig", "v1alpha1", "-o", "jsonpath={.spec}")
                .out();
        var file = lab.file("machine-" + node + ".yaml", text).toString();

        for (var mode : List.of("metal", "cloud")) {
            assertThat(ok("validate", "--strict", "--mode", mode, "--config", file)
                            .out())
                    .contains("is valid for " + mode + " mode");
        }
        assertThat(ok("-n", address, "apply-config", "--dry-run", "--file", file)
                        .err())
                .contains("Dry run summary", "No changes.");
    }

    @Test
    @Order(7)
    void aConfigurationIsPatchedAndABadOneRefused() {
        var dry = ok(
                "-n",
                worker,
                "patch",
                "mc",
                "--dry-run",
                "-p",
                "{\"machine\":{\"sysctls\":{\"vm.swappiness\":\"1\"}}}");
        assertThat(dry.out() + dry.err()).contains("+  sysctls:", "+    vm.swappiness:");
        ok("-n", worker, "patch", "mc", "-p", "{\"machine\":{\"nodeLabels\":{\"interop\":\"yes\"}}}");
        var back = "[{\"op\":\"remove\",\"path\":\"/machine/nodeLabels\"}]";
        ok("-n", worker, "patch", "mc", "-p", back);
        var bad = lab.file("bad.yaml", "machine: {type: worker}\ncluster: {}\n");
        assertThat(no("-n", worker, "apply-config", "--file", bad.toString()).err())
                .contains("InvalidArgument");
        // The server refuses a client without a certificate; whether the client reads that or a cut connection is a
        // race.
        assertThat(no("-n", worker, "apply-config", "--insecure", "--file", bad.toString())
                        .err())
                .contains("Unavailable");
    }

    @Test
    @Order(8)
    void aReaderReadsAndDoesNoMore() {
        var file = lab.directory().resolve("reader").toString();
        ok("-n", controlPlane, "config", "new", "--roles", "os:reader", file);

        assertThat(ok("--talosconfig", file, "-n", worker, "version", "--short").out())
                .contains(worker);
        assertThat(no("--talosconfig", file, "-n", worker, "reboot").err()).contains("not authorized");
        assertThat(no("--talosconfig", file, "-n", worker, "get", "machineconfig")
                        .err())
                .contains("not authorized");
    }

    @Test
    @Order(9)
    void theKubeconfigOfTheNodeWorks() {
        var file = lab.directory().resolve("kubeconfig-of-talosctl").toString();
        ok("-n", controlPlane, "kubeconfig", "--force", file);

        var nodes = kubectl.run("--kubeconfig", file, "get", "nodes");
        assertThat(nodes.code()).as(nodes.toString()).isZero();
        assertThat(nodes.out()).contains(BuiltLab.WORKER);
    }

    @Test
    @Order(10)
    void aNodeRebootsAndIsUpgradedWhileTheClientWaits() {
        var reboot = ok("-n", worker, "reboot", "--wait", "--timeout", "2m");
        assertThat(reboot.out() + reboot.err()).contains("post check passed");
        ok("-n", controlPlane, "reboot", "--wait", "--timeout", "2m");
        ok("-n", worker, "upgrade", "--image", "ghcr.io/siderolabs/installer:" + VERSION, "--timeout", "2m");
        ok("-n", controlPlane, "health", "--wait-timeout=2m");
        kubectl.run("wait", "--for=condition=Ready", "node", "--all", "--timeout=60s");
    }

    private Said ok(String... words) {
        var said = talosctl.run(words);
        assertThat(said.code()).as(String.join(" ", words) + "\n" + said).isZero();
        return said;
    }

    private Said no(String... words) {
        var said = talosctl.run(words);
        assertThat(said.code()).as(String.join(" ", words) + "\n" + said).isNotZero();
        return said;
    }
}

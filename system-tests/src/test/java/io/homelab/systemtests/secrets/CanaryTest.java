package io.homelab.systemtests.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Every secret field of the lab file, by every kind of reference, with right secrets and wrong ones, and with systems that
 * say back what they were sent. Then each is looked for in everything that the control plane keeps and prints.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryTest {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final List<String> KINDS = List.of("env", "file", "exec", "age");
    private static final String ENV_WRONG = "wrongenv-1111-4711-0815-canarytoken1";
    private static final String ENV_NTFY = "tk_canaryntfyenv0123456789abcdef";
    private static final String ENV_IDENTITY = "AGE-SECRET-KEY-1CANARYENVQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";

    private final Canaries canaries = new Canaries();
    private final StringBuilder printed = new StringBuilder();
    private final LabInABox lab = LabInABox.start(
            40, Map.of("CANARY_WRONG", ENV_WRONG, "CANARY_NTFY", ENV_NTFY, "CANARY_IDENTITY", ENV_IDENTITY));
    private final References references = new References(lab, canaries);
    private final Kept kept = new Kept(lab, canaries);
    private String token = "";

    @BeforeAll
    void buildACluster() throws IOException {
        var exported = lab.run("secrets", "export", "--yes").out();
        token = canaries.plant(
                "the right token",
                exported.lines()
                        .dropWhile(l -> !l.equals("--- proxmox-token"))
                        .skip(1)
                        .findFirst()
                        .orElseThrow());
        references.token(token);
        canaries.plant("a wrong token by env:", ENV_WRONG);
        canaries.plant("the ntfy token by env:", ENV_NTFY);
        canaries.plant("an identity by env:", ENV_IDENTITY.substring(16));
        var identity = Files.readString(identityFile());
        canaries.plant(
                "the identity",
                identity.lines()
                        .filter(l -> l.startsWith("AGE-SECRET-KEY-1"))
                        .findFirst()
                        .orElseThrow()
                        .substring(16));
        change(l -> hypervisor(l).put("token", references.right("file")));
        succeeds("cluster", "bootstrap", "dev");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    @Order(1)
    void eachKindOfReferenceLeadsToTheToken() throws IOException {
        for (var kind : List.of("file", "exec", "age")) {
            change(l -> hypervisor(l).put("token", references.right(kind)));
            assertThat(succeeds("cluster", "plan", "dev").out()).contains("no changes");
        }
    }

    @Test
    @Order(2)
    void aWrongTokenIsRefusedWhereverItIs() throws IOException {
        for (var kind : KINDS) {
            change(l -> hypervisor(l).put("token", references.wrong(kind, "proxmox", "CANARY_WRONG")));
            assertThat(run("cluster", "plan", "dev").code()).as(kind).isEqualTo(4);
            assertThat(run("doctor", "--simulated").code()).as(kind).isEqualTo(2);
        }
    }

    @Test
    @Order(3)
    void aReferenceThatLeadsNowhereIsNamed() throws IOException {
        var spilling = references.script(
                "spilling",
                "echo " + references.canary("spilt on stdout") + "; echo " + references.canary("spilt on stderr")
                        + " >&2; exit 3");
        for (var nowhere : List.of("env:NOT_SET", "file:nowhere", "age:nowhere", "exec:nowhere", "exec:" + spilling)) {
            change(l -> hypervisor(l).put("token", nowhere));
            var said = run("cluster", "plan", "dev");
            assertThat(said.code()).as(said.toString()).isEqualTo(4);
            assertThat(said.err()).contains(nowhere.replaceFirst(":.*", ":"));
        }
        change(l -> hypervisor(l).put("token", references.right("age")));
    }

    @Test
    @Order(4)
    void theIdentityOfTheStoreIsReadByEachKindAndAMalformedOneIsRefused() throws IOException {
        var file = Files.copy(identityFile(), references.beside("identity-copy"));
        for (var reference : List.of("file:identity-copy", "exec:cat " + file.getFileName())) {
            change(l -> secrets(l).put("identity", reference));
            assertThat(succeeds("cluster", "plan", "dev").out()).contains("no changes");
        }
        Files.writeString(
                references.beside("malformed"),
                "AGE-SECRET-KEY-1" + references.canary("a malformed identity").toUpperCase(java.util.Locale.ROOT));
        Files.writeString(references.beside("no-identity"), references.canary("an identity that is none"));
        for (var reference :
                List.of("file:malformed", "file:no-identity", "exec:cat malformed", "env:CANARY_IDENTITY")) {
            change(l -> secrets(l).put("identity", reference));
            assertThat(run("cluster", "plan", "dev").code()).as(reference).isEqualTo(4);
            assertThat(run("secrets", "list").code()).as(reference).isZero();
            assertThat(run("cluster", "kubeconfig", "dev").code()).as(reference).isEqualTo(1);
        }
        change(l -> secrets(l).remove("identity"));
    }

    @Test
    @Order(5)
    void aProxmoxThatSaysBackWhatItWasSentIsNotRepeated() {
        for (var status : List.of(401, 403, 400, 500)) {
            for (var text : List.of(
                    "bad header: Authorization: PVEAPIToken=homelab@pve!orchestrator=" + token,
                    "invalid token value '" + token + "'",
                    "password=" + token + " hex "
                            + Spellings.of("", token).all().get(1))) {
                fault(status, text);
                var said = run("cluster", "plan", "dev");
                assertThat(said.code()).as(status + " " + said).isIn(0, 1, 4);
                lab.sim("DELETE", "/faults", Map.of());
            }
        }
    }

    @Test
    @Order(6)
    void aNoticeWithAnyKindOfTokenAndAParkedRunTellNothing() throws IOException, InterruptedException {
        int notices = notices();
        for (var kind : KINDS) {
            change(l -> l.putObject("notifications")
                    .putObject("ntfy")
                    .put("url", "https://127.0.0.1:9")
                    .put("topic", "homelab")
                    .put("token", references.wrong(kind, "ntfy", "CANARY_NTFY")));
            fault(400, "Authorization: PVEAPIToken=homelab@pve!orchestrator=" + token);
            assertThat(run("cluster", "bootstrap", "dev").code()).as(kind).isEqualTo(3);
            notices++;
            awaitNotices(notices);
            for (var verb : List.of("why", "show")) {
                assertThat(run("run", verb, "cluster-dev").out()).contains("<redacted>");
            }
            run("run", "show", "cluster-dev", "-o", "json");
            run("inbox");
            run("status");
            succeeds("run", "abort", "cluster-dev", "--reason", "the test says so");
            run("run", "watch", "cluster-dev");
            lab.sim("DELETE", "/faults", Map.of());
        }
    }

    @Test
    @Order(7)
    void evidenceIsVerifiedAndAChangedByteIsNamed() throws IOException {
        var intact = succeeds("evidence", "verify");
        assertThat(intact.err()).contains("are as they were signed");
        var file = evidence();
        succeeds("evidence", "verify", file.toString());
        assertThat(succeeds("evidence", "show", file.getFileName().toString()).out())
                .contains("https://in-toto.io/Statement/v1", "rehearsed");
        assertThat(succeeds("evidence", "list").out()).contains("cluster/dev", "signed");
        assertThat(run("evidence", "verify", "--head", "0".repeat(64)).code()).isEqualTo(2);
        var content = Files.readAllBytes(file);
        var changed = content.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);

        var broken = run("evidence", "verify");

        assertThat(broken.code()).as(broken.toString()).isEqualTo(2);
        assertThat(broken.out()).contains(file.getFileName() + ": ");
        assertThat(run("evidence", "show", file.toString()).code()).isEqualTo(2);
        Files.write(file, content);
        succeeds("evidence", "verify");
    }

    @Test
    @Order(8)
    void nothingOfAllThatIsFoundAnywhere() throws IOException {
        change(l -> {
            l.remove("notifications");
            hypervisor(l).put("token", references.right("age"));
        });
        canaries.plantExport(lab.run("secrets", "export", "--yes").out());
        assertThat(canaries.size()).isGreaterThan(30);
        for (var line : List.of(
                "run list",
                "run list -o json",
                "lab show",
                "lab validate",
                "secrets list",
                "doctor --simulated",
                "orphans",
                "server status --simulated",
                "version",
                "evidence list",
                "cluster plan --explain-config",
                "run logs cluster-dev",
                "run logs plan-dev -o jsonl")) {
            run(line.split(" ", -1));
        }
        var bundle = lab.directory().resolve("support.zip");
        succeeds("support", bundle.toString());
        var leaks = new ArrayList<>(canaries.in("what the command line printed", printed.toString()));
        leaks.addAll(kept.inBundle(bundle));
        leaks.addAll(kept.inHistories());
        lab.controlPlane().stop();
        leaks.addAll(kept.inFiles());
        assertThat(leaks).as(String.join("\n", leaks)).isEmpty();
    }

    private void fault(int status, String message) {
        lab.sim(
                "POST",
                "/faults",
                Map.of(
                        "kind",
                        "STATUS",
                        "system",
                        "proxmox",
                        "operation",
                        "/version",
                        "status",
                        status,
                        "message",
                        message,
                        "times",
                        1));
    }

    private int notices() throws IOException {
        var directory = lab.controlPlane().places().state().resolve("notices");
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (var files = Files.list(directory)) {
            return (int) files.filter(f -> !f.getFileName().toString().startsWith("."))
                    .count();
        }
    }

    private void awaitNotices(int wanted) throws IOException, InterruptedException {
        var pause = new CountDownLatch(1);
        for (int tries = 0; notices() < wanted; tries++) {
            assertThat(tries).as("a notice is tried").isLessThan(300);
            assertThat(pause.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private void change(Changing changing) throws IOException {
        var file = lab.controlPlane().places().labFile();
        var document = (ObjectNode) YAML.readTree(Files.readString(file));
        changing.change(document);
        Files.writeString(file, YAML.writeValueAsString(document));
    }

    private interface Changing {
        void change(ObjectNode lab) throws IOException;
    }

    private static ObjectNode hypervisor(ObjectNode lab) {
        return (ObjectNode) lab.path("hypervisor");
    }

    private static ObjectNode secrets(ObjectNode lab) {
        return (ObjectNode) lab.path("secrets");
    }

    private Path identityFile() {
        return lab.controlPlane().places().config().resolve("identity.txt");
    }

    private Path evidence() throws IOException {
        try (var files = Files.list(lab.controlPlane().places().state().resolve("evidence"))) {
            return files.filter(f -> f.toString().endsWith(".json"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Said run(String... command) {
        var said = lab.run(command);
        printed.append(said);
        return said;
    }

    private Said succeeds(String... command) {
        var said = run(command);
        assertThat(said.code()).as(List.of(command) + " " + said).isZero();
        return said;
    }
}

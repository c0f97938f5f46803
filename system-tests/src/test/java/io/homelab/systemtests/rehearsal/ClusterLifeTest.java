package io.homelab.systemtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.interop.ForeignHands;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One cluster from nothing to nothing; the chapters build on one another, since a lab takes time to make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterLifeTest {
    private static final int FOREIGN = 150;

    private LabInABox lab = LabInABox.start(30);

    @BeforeAll
    void plantAStranger() {
        lab.sim(
                "POST",
                "/vms",
                Map.of(
                        "vmid",
                        FOREIGN,
                        "node",
                        "pve1",
                        "config",
                        Map.of("name", "nas", "scsi0", "local-lvm:8"),
                        "running",
                        true));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    @Order(1)
    void aPlanOfNothingNamesEverythingAndWritesNothing() {
        var said = lab.run("cluster", "plan", "dev");

        assertThat(said.code()).as(said.toString()).isEqualTo(2);
        assertThat(said.out())
                .contains("create cluster/dev/machine/dev-1")
                .contains("run cluster/dev/etcd")
                .contains("create cluster/dev/addon/cilium");
        assertThat(lab.calls())
                .noneMatch(c ->
                        c.path("mutating").asBoolean() && c.path("committed").asBoolean());
    }

    @Test
    @Order(1)
    void aFirstLabFileIsWrittenFromWhatTheHostSaysAndTheDoctorFindsNothing() {
        var proxmox = lab.sim("GET", "", Map.of()).path("proxmox");
        var file = lab.directory().resolve("first").resolve("lab.yaml");
        var environment = Map.of(
                "HOMELAB_LAB",
                file.toString(),
                "PVE_TOKEN",
                proxmox.path("token").asString());
        var command = List.of(
                "init",
                "--endpoint",
                proxmox.path("url").asString(),
                "--token-id",
                proxmox.path("tokenId").asString(),
                "--token",
                "env:PVE_TOKEN");

        var asked = lab.run(environment, command.toArray(String[]::new));
        assertThat(asked.code()).as(asked.toString()).isEqualTo(64);
        var fingerprint = asked.err().replaceFirst("(?s).*--fingerprint (\\S+).*", "$1");
        assertThat(file).doesNotExist();
        var trusting = Stream.concat(command.stream(), Stream.of("--fingerprint", fingerprint));
        var written = lab.run(environment, trusting.toArray(String[]::new));

        assertThat(written.code()).as(written.toString()).isZero();
        assertThat(file).content().doesNotContain(proxmox.path("token").asString());
        var doctor = lab.run(Map.of("HOMELAB_LAB", file.toString()), "doctor", "--no-simulated");
        assertThat(doctor.code()).as(doctor.toString()).isZero();
        assertThat(doctor.out()).contains("checks of the hypervisor passed");
        assertThat(lab.calls()).noneMatch(c -> c.path("mutating").asBoolean());
    }

    @Test
    @Order(2)
    void aBootstrapMakesOneMachineAndOneEtcd() {
        var said = lab.run("cluster", "bootstrap", "dev");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("rehearsed").doesNotContain("failed").contains("evidence/");
        assertThat(lab.committed("POST /nodes/{node}/qemu").stream()
                        .filter(c -> c.path("operation").asString().equals("POST /nodes/{node}/qemu")))
                .hasSize(1);
        assertThat(lab.committed("MachineService/Bootstrap")).hasSize(1);
    }

    @Test
    @Order(3)
    void bootstrappingAgainChangesNothing() {
        var before = lab.lastCall();

        var said = lab.run("cluster", "bootstrap", "dev");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("no changes");
        assertThat(writes(before)).isEmpty();
    }

    @Test
    @Order(4)
    void driftIsNamedByThePlanAndRepaired() {
        lab.sim("PATCH", "/vms/201", Map.of("set", Map.of("onboot", "0", "name", "renamed")));

        var plan = lab.run("cluster", "plan", "dev");
        assertThat(plan.code()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.out())
                .contains("update cluster/dev/machine/dev-1")
                .contains("onboot")
                .contains("renamed");

        var repair = lab.run("cluster", "bootstrap", "dev");
        assertThat(repair.code()).as(repair.toString()).isZero();
        assertThat(lab.run("cluster", "plan", "dev").code()).isZero();
    }

    @Test
    @Order(5)
    void whatStopsAMachineNeedsAPersonOrThePlanThatWasLookedAt() {
        lab.sim("PATCH", "/vms/201", Map.of("set", Map.of("memory", "2048")));

        var asked = lab.run("cluster", "bootstrap", "dev");
        assertThat(asked.code()).as(asked.toString()).isEqualTo(3);
        assertThat(asked.err()).contains("going on would stop or overwrite").contains("homelab run abort cluster-dev");
        var aborted = lab.run("run", "abort", "cluster-dev", "--reason", "only looking");
        assertThat(aborted.code()).as(aborted.toString()).isZero();
        assertThat(lab.run("run", "watch", "cluster-dev").err()).contains("aborted at agree");

        var plan = lab.run("cluster", "plan", "dev", "-o", "json");
        var hash = plan.out().replaceFirst("(?s).*\"hash\" : \"([0-9a-f]+)\".*", "$1");
        var stale = lab.run("cluster", "bootstrap", "dev", "--plan", "0000000000000000");
        assertThat(stale.code()).as(stale.toString()).isEqualTo(1);
        assertThat(stale.err()).contains("the plan has changed");
        var agreed = lab.run("cluster", "bootstrap", "dev", "--plan", hash);
        assertThat(agreed.code()).as(agreed.toString()).isZero();
        assertThat(lab.run("cluster", "plan", "dev").out()).contains("no changes");
    }

    @Test
    @Order(6)
    void withoutItsHistoryTheLabIsStillOurs() {
        lab.controlPlane().stop();
        assertThat(lab.controlPlane()
                        .places()
                        .state()
                        .resolve("temporal.db")
                        .toFile()
                        .delete())
                .isTrue();
        lab.startServers();

        var said = lab.run("cluster", "bootstrap", "dev");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("no changes");
    }

    @Test
    @Order(7)
    void aClusterThatSomebodyElseMadeIsAdoptedAndNothingButTheMarkIsWritten() throws IOException {
        var talosconfig = lab.directory().resolve("talosconfig");
        Files.writeString(talosconfig, lab.run("cluster", "talosconfig", "dev").out());
        lab.sim("PATCH", "/vms/201", Map.of("set", Map.of("tags", "dev;kubernetes;talos", "description", "by hand")));
        for (var name : List.of("talos-dev", "kubeconfig-dev", "talosconfig-dev")) {
            Files.delete(lab.controlPlane()
                    .places()
                    .labFile()
                    .resolveSibling("secrets")
                    .resolve(name + ".age"));
        }
        assertThat(lab.run("cluster", "plan", "dev").out()).contains("create cluster/dev/machine/dev-1");
        var before = lab.lastCall();

        var asked = lab.run("cluster", "adopt", "dev", "--talosconfig", talosconfig.toString());
        assertThat(asked.code()).as(asked.toString()).isEqualTo(3);
        assertThat(asked.err()).contains("201 \"dev-1\" as dev-1");
        assertThat(writes(before)).isEmpty();
        lab.run("run", "retry", "cluster-dev");
        var watched = lab.run("run", "watch", "cluster-dev");

        assertThat(watched.code()).as(watched.toString()).isZero();
        assertThat(writes(before)).containsExactly("proxmox PUT /nodes/{node}/qemu/{vmid}/config");
        assertThat(lab.run("cluster", "plan", "dev").out()).contains("no changes");
        assertThat(lab.run("cluster", "kubeconfig", "dev").out()).contains("current-context");
    }

    @Test
    @Order(8)
    void aStrangerIsNotAdoptedUnderAnotherName() {
        var refused = lab.run("vm", "adopt", Integer.toString(FOREIGN), "--name", "web", "--as", "dev/dev-1");

        assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
        assertThat(refused.err()).contains("cluster/dev/machine/dev-1 is already machine 201");
        var aborted = lab.run("run", "abort", "cluster-dev");
        assertThat(aborted.code()).as(aborted.toString()).isZero();
        lab.run("run", "watch", "cluster-dev");
    }

    @Test
    @Order(9)
    void whatTheLabFileNoLongerNamesIsAnOrphan() throws IOException {
        assertThat(lab.run("orphans").out()).contains("no orphans");
        var secrets = lab.controlPlane().places().labFile().resolveSibling("secrets");
        Files.copy(secrets.resolve("talos-dev.age"), secrets.resolve("talos-old.age"));

        var found = lab.run("orphans");

        assertThat(found.code()).as(found.toString()).isEqualTo(2);
        assertThat(found.out()).contains("secret/talos-old").doesNotContain("secret/talos-dev");
        Files.delete(secrets.resolve("talos-old.age"));
    }

    @Test
    @Order(10)
    void aDestroyLeavesNothingOfOursAndTheStrangerUntouched() {
        var said = lab.run("cluster", "destroy", "dev", "--yes");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("nothing is left of dev");
        assertThat(lab.calls())
                .noneMatch(c -> c.path("mutating").asBoolean()
                        && c.path("target").asString("").equals(Integer.toString(FOREIGN)));
        assertThat(lab.run("cluster", "destroy", "dev", "--yes").out()).contains("nothing is left of dev");
    }

    @Test
    @Order(11)
    void everyRouteThatWeUsedWasTriedBySomebodyElseOrIsCited() {
        assertThat(ForeignHands.strange(lab.calls()))
                .as(
                        "routes of the simulator that only we have ever used: let a foreign tool use them in the interop lane"
                                + " (./homelab test --interop), or say in system-tests/src/test/interop/cited.txt what they are"
                                + " taken from")
                .isEmpty();
    }

    private List<String> writes(long after) {
        return lab.calls(after).stream()
                .filter(c ->
                        c.path("mutating").asBoolean() && c.path("committed").asBoolean())
                .map(c ->
                        c.path("system").asString() + " " + c.path("operation").asString())
                .toList();
    }
}

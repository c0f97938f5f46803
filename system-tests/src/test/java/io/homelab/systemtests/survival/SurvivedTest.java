package io.homelab.systemtests.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.systemtests.bench.Bench;
import io.homelab.systemtests.bench.ClusterDraft;
import io.homelab.workflows.cluster.BootstrapCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Clusters are built while everything around them fails; judged by what the simulated lab has recorded, and by what is there. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurvivedTest {
    private static final String CREATE = "POST /nodes/{node}/qemu";
    private static final String START = "POST /nodes/{node}/qemu/{vmid}/status/start";
    private static final String APPLY = "/ApplyConfiguration";
    private static final String BOOTSTRAP = "/machine.MachineService/Bootstrap";
    private static final String LOCKED = "can't lock file '/var/lock/qemu-server/lock-1.conf' - got timeout";
    private static final int FAILED_PRECONDITION = 9;
    private static final int UNAVAILABLE = 14;

    private final Bench bench = Bench.with(
            pair("lost", 230, 30),
            pair("refused", 232, 32),
            pair("cut", 234, 34),
            pair("host", 236, 36),
            pair("ends", 238, 38),
            new ClusterDraft("slow", 228).controlPlane(28));

    private static ClusterDraft pair(String name, int vmid, int address) {
        return new ClusterDraft(name, vmid).controlPlane(address).worker(address + 1);
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @AfterEach
    void makeRoom() {
        bench.world().world().faults().clear();
        bench.backstage().machines().forEach(machine -> bench.backstage().remove(machine.vmid()));
    }

    @Test
    void theAnswerToEachWriteIsLostAndACreateComesTwice() {
        bench.backstage().discard("iso");
        arm(
                proxmox(Kind.DROP_REPLY, "POST /nodes/{node}/storage/{storage}/upload", 1, 0, ""),
                proxmox(Kind.DROP_REPLY, CREATE, 1, 0, ""),
                proxmox(Kind.DUPLICATE, CREATE, 1, 0, ""),
                proxmox(Kind.DROP_REPLY, START, 2, 0, ""),
                talos(Kind.DROP_REPLY, APPLY, 1, 2, 0),
                talos(Kind.DROP_REPLY, BOOTSTRAP, 0, 1, 0),
                kubernetes(Kind.DROP_REPLY, 0, 1, 0),
                kubernetes(Kind.DUPLICATE, 2, 1, 0),
                kubernetes(Kind.DROP_REPLY, 6, 2, 0));

        bench.report(start("lost"));

        theyHappened();
        bench.judge("lost", 2);
        assertThat(creates("lost")).as("creates that Proxmox accepted").isEqualTo(2);
    }

    @Test
    void everySystemIsBusyLockedAndSlow() {
        arm(
                proxmox(Kind.STATUS, "GET /nodes/{node}/qemu", 1, 500, "got no worker upid"),
                proxmox(Kind.STATUS, CREATE, 1, 596, "Connection timed out"),
                proxmox(Kind.STATUS, CREATE, 1, 500, LOCKED),
                proxmox(Kind.STATUS, START, 1, 429, "Too Many Requests"),
                proxmox(Kind.STATUS_AFTER, START, 1, 596, "Connection timed out"),
                talos(Kind.STATUS, "/", 4, 5, UNAVAILABLE),
                talos(Kind.STATUS, BOOTSTRAP, 0, 2, FAILED_PRECONDITION),
                kubernetes(Kind.STATUS, 0, 1, 429),
                kubernetes(Kind.STATUS, 1, 1, 409),
                kubernetes(Kind.STATUS, 1, 1, 500),
                new Fault(Kind.CUT, "kubernetes", "", null, 20, 2, 0, "", Duration.ZERO));

        bench.report(start("refused"));

        theyHappened();
        bench.judge("refused", 2);
    }

    @Test
    void whoAsksToBeLeftAloneForAWhileIs() {
        var away = Duration.ofSeconds(3);
        arm(
                new Fault(Kind.STATUS, "proxmox", START, null, 0, 1, 429, "Too Many Requests", away),
                new Fault(Kind.STATUS, "kubernetes", "PATCH", null, 0, 1, 429, "slow down", away));

        bench.report(start("slow"));

        theyHappened();
        bench.judge("slow", 1);
        var calls = bench.calls().toList();
        for (int i = 0; i < calls.size(); i++) {
            var refused = calls.get(i);
            if (refused.status() != 429) {
                continue;
            }
            var next = calls.subList(i + 1, calls.size()).stream()
                    .filter(call -> call.operation().equals(refused.operation()))
                    .findFirst()
                    .orElseThrow();
            assertThat(Duration.between(refused.at(), next.at()))
                    .as("how long nobody asked for " + refused.operation())
                    .isGreaterThanOrEqualTo(away);
        }
    }

    @Test
    void aTaskVanishesAnotherMeetsALockAndAnInstallerFails() {
        arm(
                proxmox(Kind.TASK_FAILS, CREATE, 1, 0, LOCKED),
                proxmox(Kind.TASK_VANISHES, START, 1, 0, ""),
                proxmox(Kind.TASK_FAILS, START, 1, 0, LOCKED),
                talos(Kind.TASK_FAILS, APPLY, 2, 1, 0));

        bench.report(start("ends"));

        theyHappened();
        bench.judge("ends", 2);
    }

    @Test
    void aMachineLosesItsPowerWhileItInstalls() {
        var run = start("cut");
        installing(run, 35);

        bench.backstage().power(235, false);

        bench.report(run);
        bench.judge("cut", 2);
        assertThat(creates("cut")).isEqualTo(2);
        assertThat(starts(235)).as("it was switched on again").isEqualTo(2);
    }

    @Test
    void theProxmoxHostRestartsWhileMachinesInstall() {
        var run = start("host");
        installing(run, 36);

        arm(new Fault(Kind.CUT, "proxmox", "", null, 0, 12, 0, "", Duration.ZERO));
        bench.backstage().powerCut();

        bench.report(run);
        theyHappened();
        bench.judge("host", 2);
        assertThat(creates("host")).isEqualTo(2);
    }

    private BootstrapCluster start(String cluster) {
        bench.lendKeys(cluster);
        return bench.bootstrap(cluster);
    }

    private void installing(BootstrapCluster run, int address) {
        bench.until(run, "a node has its configuration", () -> bench.committed(APPLY).stream()
                .anyMatch(call -> call.target().equals(bench.prefix() + address)));
    }

    private long creates(String cluster) {
        var ids = bench.machines(cluster).stream()
                .map(machine -> Integer.toString(machine.vmid()))
                .toList();
        return bench.committed(CREATE).stream()
                .filter(call -> call.operation().equals(CREATE) && ids.contains(call.target()))
                .count();
    }

    private long starts(int vmid) {
        return bench.committed(START).stream()
                .filter(call -> call.target().equals(Integer.toString(vmid)))
                .count();
    }

    private void arm(Fault... faults) {
        Stream.of(faults).forEach(bench.world().world().faults()::arm);
    }

    private void theyHappened() {
        assertThat(bench.world().world().faults().armed())
                .as("faults that nobody met")
                .isEqualTo(List.of());
    }

    private static Fault proxmox(Kind kind, String operation, int times, int status, String message) {
        return new Fault(kind, "proxmox", operation, null, 0, times, status, message, Duration.ofMillis(60));
    }

    private static Fault talos(Kind kind, String operation, int skip, int times, int status) {
        return new Fault(kind, "talos", operation, null, skip, times, status, "not now", Duration.ZERO);
    }

    private static Fault kubernetes(Kind kind, int skip, int times, int status) {
        return new Fault(kind, "kubernetes", "PATCH", null, skip, times, status, "not now", Duration.ofMillis(60));
    }
}

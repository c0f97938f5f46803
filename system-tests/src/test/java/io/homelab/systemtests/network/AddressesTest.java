package io.homelab.systemtests.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.ensure.Probe;
import io.homelab.simulator.proxmox.Backstage.Machine;
import io.homelab.systemtests.bench.Bench;
import io.homelab.systemtests.bench.ClusterDraft;
import io.homelab.systemtests.bench.Patience;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.plan.Change;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** Clusters whose nodes have what DHCP gives. */
@Timeout(600)
class AddressesTest {
    private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5})");

    @Test
    void staticAndLeasedNodesAreOneClusterAndALeaseMayChangeAtTheReboot() {
        var home = new ClusterDraft("home", 230)
                .vip(40)
                .controlPlane(null)
                .worker(null)
                .worker(43);
        try (var bench = Bench.with(home)) {
            var run = bench.bootstrap("home");
            bench.until(
                    run,
                    "the control plane is configured and installs",
                    () -> bench.committed("ApplyConfiguration").stream()
                            .anyMatch(call -> !call.details().containsKey("dryRun")));
            var moved = bench.backstage().machines().stream()
                    .filter(machine -> machine.vmid() != 232)
                    .map(machine -> bench.world().world().lan().moveLease(mac(machine)))
                    .toList();
            assertThat(moved).hasSize(2).allMatch(address -> address.isPresent());

            var report = bench.report(run);

            assertThat(report.nodes()).hasSize(3);
            bench.judge("home", 3);
            aLaterLeaseIsSeenAndTheTalosconfigFollows(bench);
        }
    }

    private static void aLaterLeaseIsSeenAndTheTalosconfigFollows(Bench bench) {
        assertThat(bench.plan("home").isEmpty()).isTrue();
        var worker = bench.machines("home").stream()
                .filter(machine -> machine.vmid() == 231)
                .findFirst()
                .orElseThrow();
        var next = bench.world().world().lan().moveLease(mac(worker)).orElseThrow();
        bench.backstage().power(worker.vmid(), false);
        bench.backstage().power(worker.vmid(), true);
        Patience.until(
                Duration.ofSeconds(60),
                "the worker answers at its new address",
                () -> Probe.accepts(next.getHostAddress(), 50000));
        assertThat(bench.secret("talosconfig-home")).doesNotContain(next.getHostAddress());

        assertThat(bench.plan("home").changes())
                .extracting(Change::address)
                .containsExactly("cluster/home/credentials");
        bench.report(bench.bootstrap("home"));

        assertThat(bench.secret("talosconfig-home")).contains(next.getHostAddress());
        bench.judge("home", 3);
    }

    @Test
    void withoutDhcpTheStepSaysSoAndGoesOnWhenItIsBack() {
        var home = new ClusterDraft("home", 230).vip(40).controlPlane(null);
        try (var bench = Bench.with(AddressesTest::impatient, home)) {
            bench.world().world().lan().dhcp(false);
            var run = bench.bootstrap("home");

            var item = bench.parked(run, "home-cp-1/api");

            assertThat(item.failure().kind()).isEqualTo(FailureClass.TRANSIENT);
            assertThat(item.failure().what()).contains("no DHCP lease");
            assertThat(item.failure().remedy()).contains("homelab run retry");
            bench.world().world().lan().dhcp(true);
            Bench.give(() -> run.retry(Bench.answer(item)));
            bench.report(run);
            bench.judge("home", 1);
        }
    }

    private static void impatient(ObjectNode lab) {
        ((ObjectNode) lab.path("waits")).put("boot", "60s");
    }

    private static String mac(Machine machine) {
        var matcher = MAC.matcher(machine.config().getOrDefault("net0", ""));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}

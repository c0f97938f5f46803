package io.homelab.systemtests.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.ensure.Probe;
import io.homelab.simulator.proxmox.Backstage.Machine;
import io.homelab.systemtests.bench.Bench;
import io.homelab.systemtests.bench.ClusterDraft;
import io.homelab.systemtests.bench.Patience;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands in front of several control planes. */
@Timeout(600)
class EndpointsTest {
    private static final int API = 6443;

    @Test
    void threeControlPlanesShareAnAddressThatMovesWhenItsHolderDies() {
        var home = new ClusterDraft("home", 230)
                .vip(40)
                .controlPlane(41)
                .controlPlane(42)
                .controlPlane(43);
        try (var bench = Bench.with(home)) {
            var vip = bench.prefix() + 40;
            bench.report(bench.bootstrap("home"));
            bench.judge("home", 3);
            assertThat(bench.calls().filter(call -> call.system().equals("talos")))
                    .as("calls to Talos, which go to nodes alone")
                    .noneMatch(call -> call.target().equals(vip));
            assertThat(bench.secret("kubeconfig-home")).contains(vip);
            assertThat(bench.secret("talosconfig-home")).doesNotContain(vip);

            var holder = holder(bench, vip);
            bench.backstage().power(holder.vmid(), false);
            Patience.until(
                    Duration.ofSeconds(60),
                    "another control plane answers at the shared address",
                    () -> Probe.accepts(vip, API) && holder(bench, vip).vmid() != holder.vmid());
            bench.report(bench.bootstrap("home"));
            bench.judge("home", 3);
        }
    }

    @Test
    void aLoadBalancerOfOnesOwnMayStandInFrontAndAnUnknownNameIsSaidBeforeTheFirstWrite() throws IOException {
        var unknown = new ClusterDraft("named", 240)
                .endpoint("control-planes.invalid")
                .controlPlane(51)
                .worker(52);
        try (var bench = Bench.with(unknown)) {
            var run = bench.bootstrap("named");
            var item = bench.parked(run, "preflight");
            assertThat(item.failure().kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(item.failure().what()).contains("nobody here knows the name control-planes.invalid");
            assertThat(item.failure().remedy()).contains("DNS record", "VIP");
            assertThat(bench.calls()).noneMatch(call -> call.mutating());

            var balancer = bench.prefix() + 50;
            try (var forward = new Forward(InetAddress.ofLiteral(balancer), API, bench.prefix() + 51)) {
                assertThat(forward).isNotNull();
                bench.edit(lab -> new ClusterDraft("named", 240)
                        .endpoint(balancer)
                        .controlPlane(51)
                        .worker(52)
                        .into(lab, bench.lab().directory()));
                Bench.give(() -> run.retry(Bench.amended(item)));
                bench.report(run);
            }
            bench.judge("named", 2);
            assertThat(bench.secret("kubeconfig-named")).contains(balancer);
            assertThat(bench.secret("talosconfig-named")).doesNotContain(balancer);
        }
    }

    private static Machine holder(Bench bench, String address) {
        var mac = bench.world()
                .world()
                .lan()
                .holder(InetAddress.ofLiteral(address))
                .orElse("nobody");
        return bench.backstage().machines().stream()
                .filter(machine -> machine.config()
                        .getOrDefault("net0", "")
                        .toLowerCase(Locale.ROOT)
                        .contains(mac.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(new Machine(0, "", java.util.Map.of(), false, null));
    }
}

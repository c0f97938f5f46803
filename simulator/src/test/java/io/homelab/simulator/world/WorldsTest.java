package io.homelab.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WorldsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path state;

    private static final String MAC = "bc:24:11:00:00:01";

    @Test
    void aKilledWorldKeepsWhatWasCommittedAndNothingElse() throws IOException {
        var worlds = new Worlds(state, List.of());
        var world = worlds.create(WorldOptions.of("one", 0.01));
        var cidr = world.lan().cidr();
        var table = world.store().table("things");
        table.put("kept", "1".getBytes(StandardCharsets.UTF_8));
        world.clock().jump(Duration.ofDays(40));
        var lease = world.lan().lease(MAC);
        world.store().commit();
        table.put("lost", "2".getBytes(StandardCharsets.UTF_8));
        world.calls().record(call());
        world.abandon();

        try (var again = worlds.reopen("one")) {
            assertThat(again.store().table("things").keys("")).containsExactly("kept");
            assertThat(again.lan().cidr()).isEqualTo(cidr);
            assertThat(again.lan().lease(MAC)).isEqualTo(lease);
            assertThat(again.clock().now()).isAfter(Instant.now().plus(Duration.ofDays(39)));
            assertThat(again.calls().record(call()).number()).isEqualTo(2);
            assertThat(again.calls().since(1)).hasSize(1);
        }
    }

    @Test
    void worldsLiveSideBySideAndAddressesBelongToOneCard() throws IOException {
        var worlds = new Worlds(state, List.of());
        try (var one = worlds.create(WorldOptions.of("one", 1));
                var two = worlds.create(WorldOptions.of("two", 1))) {
            assertThat(one.lan().cidr()).isNotEqualTo(two.lan().cidr());
            var lan = one.lan();
            assertThat(lan.claim(lan.host(50), MAC)).isTrue();
            assertThat(lan.claim(lan.host(50), "bc:24:11:00:00:02")).isFalse();
            lan.release(lan.host(50), "bc:24:11:00:00:02");
            assertThat(lan.claim(lan.host(50), MAC)).isTrue();
            lan.release(lan.host(50), MAC);
            assertThat(lan.claim(lan.host(50), "bc:24:11:00:00:02")).isTrue();
        }
    }

    @Test
    void aLeaseStaysUntilItMovesAndIsNotGivenWithoutDhcp() throws IOException {
        try (var world = new Worlds(state, List.of()).create(WorldOptions.of("one", 1))) {
            var lan = world.lan();
            var first = lan.lease(MAC);
            assertThat(first).isPresent().isEqualTo(lan.lease(MAC));
            assertThat(lan.moveLease(MAC)).isPresent().isNotEqualTo(first).isEqualTo(lan.lease(MAC));
            lan.dhcp(false);
            assertThat(lan.lease(MAC)).isEmpty();
        }
    }

    @Test
    void physicsScalesAndRecords() throws Exception {
        try (var world = new Worlds(state, List.of()).create(WorldOptions.of("one", 0.001))) {
            assertThat(world.physics().duration(Physics.Process.VM_CREATE)).isEqualTo(Duration.ofMillis(6));
            var done = new CompletableFuture<Boolean>();
            var cancelled = world.physics().start(Physics.Process.BOOT_FROM_ISO, "x", () -> done.complete(false));
            cancelled.cancel();
            world.physics().start(Physics.Process.VM_CREATE, "100", () -> done.complete(true));
            assertThat(done.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(world.physics().intervals())
                    .extracting(Physics.Interval::subject)
                    .containsExactly("x", "100");
        }
    }

    @Test
    void aFaultSkipsBitesAndIsUsedUp() throws IOException {
        try (var world = new Worlds(state, List.of()).create(WorldOptions.of("one", 1))) {
            var faults = world.faults();
            faults.arm(new Faults.Fault(Faults.Kind.CUT, "proxmox", "POST", "100", 1, 2, 0, "", Duration.ZERO));
            assertThat(faults.meet("proxmox", "GET /x", "100")).isEmpty();
            assertThat(faults.meet("proxmox", "POST /x", "100")).isEmpty();
            assertThat(faults.meet("proxmox", "POST /x", "100")).isPresent();
            assertThat(faults.meet("proxmox", "POST /x", "100")).isPresent();
            assertThat(faults.meet("proxmox", "POST /x", "100")).isEmpty();
            assertThat(faults.armed()).isEmpty();
        }
    }

    private static CallLog.Draft call() {
        return new CallLog.Draft("proxmox", "GET /version", "", false, false, "x", 200, Map.of());
    }
}

package io.homelab.systemtests.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.systemtests.bench.Bench;
import io.homelab.systemtests.bench.ClusterDraft;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What parks the runs of a cluster that is there, up to its end; chapters build on one another. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AfterwardsTest {
    private static final int VMID = 230;
    private static final String MACHINE = "cluster/home/machine/home-cp-1";

    private final Bench bench = Bench.with(
            new ClusterDraft("home", VMID).controlPlane(31), new ClusterDraft("other", 240).controlPlane(41));

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    @Order(1)
    void anAbortWhileItBuildsLeavesNothingOfWhatItMade() {
        bench.world()
                .world()
                .faults()
                .arm(new Fault(
                        Kind.STATUS, "talos", "/ApplyConfiguration", null, 0, 1, 3, "no such disk", Duration.ZERO));
        var run = bench.bootstrap("other");
        var item = bench.parked(run, "other-cp-1/config");
        assertThat(bench.machines("other")).hasSize(1);

        Bench.give(() -> run.abort(Bench.answer(item)));

        assertThat(bench.failure(run)).contains("aborted at other-cp-1/config", "what this run made is removed");
        assertThat(bench.machines("other")).isEmpty();
        assertThat(bench.backstage().inventory().volumes())
                .noneMatch(volume -> volume.vmid() != null && volume.vmid() == 240);
    }

    @Test
    @Order(2)
    void secretsThatAreGoneAreNotMadeAnewForANodeThatHasOthers() throws IOException {
        bench.report(bench.bootstrap("home"));
        var bundle = bench.lab().directory().resolve("secrets").resolve("talos-home.age");
        var away = Files.move(bundle, bundle.resolveSibling("away"));
        var before = bench.world().world().calls().last();

        var run = bench.bootstrap("home");
        var item = bench.parked(run, "plan");

        assertThat(item.failure().kind()).isEqualTo(FailureClass.NOT_OURS);
        assertThat(item.failure().what()).contains("is configured, but not with the secrets of this lab");
        assertThat(item.failure().remedy()).contains("reset it");
        Files.move(away, bundle);
        Bench.give(() -> run.retry(Bench.answer(item)));
        assertThat(bench.report(run).changed()).isFalse();
        assertThat(bench.world().world().calls().since(before)).noneMatch(call -> call.committed());
        bench.judge("home", 1);
    }

    @Test
    @Order(3)
    void evidenceThatSomebodyChangedIsNotContinued() throws IOException {
        var log = bench.lab().directory().resolve("state").resolve("evidence").resolve("chain.log");
        var was = Files.readString(log);
        Files.writeString(log, "somebody was here\n" + was);

        var run = bench.bootstrap("home");
        var item = bench.parked(run, "evidence");

        assertThat(item.failure().kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(item.failure().what()).contains("the evidence is not as we left it");
        assertThat(item.failure().remedy()).contains("move it away");
        Files.writeString(log, was);
        Bench.give(() -> run.retry(Bench.answer(item)));
        bench.report(run);
    }

    @Test
    @Order(4)
    void aMachineThatAPersonProtectedIsLeftWhenThePersonSaysSoAndNeverByItself() {
        bench.backstage().drift(VMID, Map.of("protection", "1"), List.of());

        var run = bench.destroy("home");
        var item = bench.parked(run, MACHINE);

        assertThat(item.failure().kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(item.failure().what()).contains("protection mode enabled");
        assertThat(item.skippable()).isTrue();
        Bench.give(() -> run.skip(Bench.answer(item)));
        var report = bench.destroyed(run);
        assertThat(report.left()).extracting(left -> left.address()).contains(MACHINE, "cluster/home/secrets");
        assertThat(bench.machines("home")).hasSize(1);
        assertThat(bench.secret("talos-home")).isNotEmpty();

        bench.backstage().drift(VMID, Map.of(), List.of("protection"));
        assertThat(bench.destroyed(bench.destroy("home")).left()).isEmpty();
        assertThat(bench.machines("home")).isEmpty();
    }
}

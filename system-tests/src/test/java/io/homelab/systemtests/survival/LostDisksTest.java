package io.homelab.systemtests.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.bench.Bench;
import io.homelab.systemtests.bench.ClusterDraft;
import io.homelab.workflows.failure.FailureClass;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** Control planes that lose their disks after they were part of a cluster: no second etcd is ever made. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostDisksTest {
    private final Bench bench = Bench.with(
            file -> ((ObjectNode) file.path("waits")).put("etcd", "100s"),
            new ClusterDraft("many", 230)
                    .vip(30)
                    .controlPlane(31)
                    .controlPlane(32)
                    .controlPlane(33),
            new ClusterDraft("lone", 240).controlPlane(41));

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void oneOfThreeIsConfiguredAnewAndJoinsTheOthers() {
        bench.lendKeys("many");
        bench.report(bench.bootstrap("many"));

        loseTheDisk(230); // the very node that etcd was bootstrapped on
        assertThat(bench.plan("many").isEmpty()).isFalse();
        bench.report(bench.bootstrap("many"));

        bench.judge("many", 3);
        assertThat(bench.plan("many").changes()).isEmpty();
    }

    @Test
    void theOnlyOneParksAndIsNotBootstrappedBehindAPersonsBack() {
        bench.lendKeys("lone");
        bench.report(bench.bootstrap("lone"));

        loseTheDisk(240);
        var run = bench.bootstrap("lone");

        var item = bench.parked(run, "etcd");
        assertThat(item.failure().kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(item.failure().what()).contains("was bootstrapped before, and no control plane has etcd's data now");
        assertThat(item.failure().remedy()).contains("restore etcd from a snapshot", "destroy the cluster");
        Bench.give(() -> run.retry(Bench.answer(item)));
        var again = bench.parked(run, "etcd", 2);
        Bench.give(() -> run.abort(Bench.answer(again)));
        assertThat(bench.failure(run)).contains("aborted at etcd");
        bench.judge("lone", 1);
    }

    private void loseTheDisk(int vmid) {
        bench.backstage().power(vmid, false);
        bench.backstage().blank(vmid);
        bench.backstage().power(vmid, true);
    }
}

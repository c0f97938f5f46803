package io.homelab.systemtests.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.bench.Bench;
import io.homelab.systemtests.bench.ClusterDraft;
import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.cluster.BootstrapCluster;
import io.homelab.workflows.cluster.BootstrapRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * One bootstrap meets everything that it cannot get over by itself, one after the other. A person puts each right, or amends
 * the lab file, and answers; in the end the cluster is there, and nothing twice.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParkedTest {
    private static final String OTHER_DIGEST = "0".repeat(64);

    private final Bench bench = Bench.with(new ClusterDraft("home", Obstacles.VMID).controlPlane(Obstacles.ADDRESS));
    private final List<Obstacle> obstacles = Obstacles.all();
    private final Map<String, Integer> revisions = new HashMap<>();
    private @Nullable BootstrapCluster run;
    private int overcome;

    @AfterAll
    void close() {
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> aPersonHelpsItOverEachAndItGoesOn() {
        var tests = new ArrayList<DynamicTest>();
        tests.add(DynamicTest.dynamicTest(
                "it starts", () -> run = bench.bootstrap(new BootstrapRequest("home", null, OTHER_DIGEST))));
        for (int i = 0; i < obstacles.size(); i++) {
            var number = i;
            var obstacle = obstacles.get(i);
            tests.add(DynamicTest.dynamicTest(obstacle.step() + ": " + obstacle.name(), () -> {
                assertThat(overcome).as("the obstacles before are overcome").isEqualTo(number);
                overcome(number);
            }));
        }
        tests.add(DynamicTest.dynamicTest("it ends well", () -> {
            bench.report(Objects.requireNonNull(run));
            bench.judge("home", 1);
            assertThat(bench.plan("home").changes()).isEmpty();
        }));
        return tests.stream();
    }

    private void overcome(int number) {
        var obstacle = obstacles.get(number);
        var parked = Objects.requireNonNull(run);
        var item = bench.parked(parked, obstacle.step(), revisions.merge(obstacle.step(), 1, Integer::sum));

        obstacle.repair().accept(bench);
        var edited = obstacle.edits();
        if (number + 1 < obstacles.size()) {
            var next = obstacles.get(number + 1);
            next.plant().accept(bench);
            edited |= next.edits();
        }
        var answer = edited ? Bench.amended(item) : Bench.answer(item);
        Bench.give(() -> parked.retry(answer));
        overcome++;
        judge(obstacle, item);
    }

    private static void judge(Obstacle obstacle, AttentionItem item) {
        var failure = item.failure();
        assertThat(failure.kind()).as(failure.line()).isEqualTo(obstacle.kind());
        assertThat(failure.what()).contains(obstacle.what());
        assertThat(failure.remedy()).as("what to do about: " + failure.what()).contains(obstacle.remedy());
    }
}

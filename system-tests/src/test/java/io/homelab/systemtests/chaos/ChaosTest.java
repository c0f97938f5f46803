package io.homelab.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A small sample of the kill matrix, by a fixed seed. */
class ChaosTest {
    private static final int SAMPLE = 2;

    @Test
    void workersThatDieInTheMiddleOfCallsLeaveOneMachineAndOneCluster() {
        var environment = new HashMap<>(System.getenv());
        environment.remove("TEMPORAL_ADDRESS");

        var said = LabInABox.command(
                environment,
                "rehearse",
                "--chaos",
                Integer.toString(SAMPLE),
                "--seed",
                "20261123",
                "--worlds",
                "2",
                "--traps",
                "1",
                "-o",
                "json",
                "--",
                "cluster",
                "bootstrap",
                "dev");

        assertThat(said.code()).as(said.toString()).isZero();
        var report = JsonMapper.builder().build().readTree(said.out()).path("data");
        assertThat(report.path("points").asInt())
                .isPositive()
                .isEqualTo(report.path("counted").asInt());
        assertThat(report.path("tried").asInt()).isEqualTo(SAMPLE);
        assertThat(report.path("deviations")).isEmpty();
    }
}

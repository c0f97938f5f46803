package io.homelab.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.Homelab;
import io.homelab.cli.Session;
import io.homelab.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A small sample of the kill matrix, by a fixed seed. */
class ChaosTest {
    private static final int SAMPLE = 2;

    @Test
    void workersThatDieInTheMiddleOfCallsLeaveOneMachineAndOneCluster() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var environment = new HashMap<>(System.getenv());
        environment.remove("TEMPORAL_ADDRESS");
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment);

        int code = Homelab.run(
                new Session(environment, console),
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

        var said = err.toString(StandardCharsets.UTF_8);
        assertThat(code).as(out.toString(StandardCharsets.UTF_8) + said).isZero();
        var report = JsonMapper.builder().build().readTree(out.toByteArray()).path("data");
        assertThat(report.path("points").asInt())
                .isPositive()
                .isEqualTo(report.path("counted").asInt());
        assertThat(report.path("tried").asInt()).isEqualTo(SAMPLE);
        assertThat(report.path("deviations")).isEmpty();
    }
}

package io.homelab.systemtests.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.bench.Bench;
import io.homelab.systemtests.bench.ClusterDraft;
import io.homelab.workflows.cluster.BootstrapCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The worker cannot write any more: a file stands where a directory of its own should be. A full disk comes out of the same
 * calls, and this happens to an ordinary user and to root alike.
 */
@Timeout(600)
class FullDiskTest {
    private static final String SAYS = "this machine cannot read or write a file of its own";

    @Test
    void theRunWaitsSaysWhyAndGoesOnByItselfWhenThereIsRoom() throws IOException {
        try (var bench = Bench.with(new ClusterDraft("home", 230).controlPlane(31))) {
            var secrets = bench.lab().directory().resolve("secrets");
            var evidence = bench.lab().directory().resolve("state").resolve("evidence");
            Files.createDirectories(secrets);
            block(secrets);
            Files.writeString(evidence, "");

            var run = bench.bootstrap("home");
            waits(bench, run, SAYS);
            assertThat(bench.calls()).noneMatch(call -> call.mutating());
            free(secrets);

            waits(bench, run, "cannot write evidence");
            Files.delete(evidence);

            var report = bench.report(run);
            assertThat(report.evidence()).isNotNull();
            bench.judge("home", 1);
        }
    }

    private static void waits(Bench bench, BootstrapCluster run, String why) {
        bench.until(run, "the run waits, since " + why, () -> bench.waitsFor(run).stream()
                .anyMatch(waiting -> waiting.contains(why) && waiting.contains("it goes on by itself")));
    }

    private static void block(Path directory) throws IOException {
        Files.move(directory, directory.resolveSibling(directory.getFileName() + ".away"));
        Files.writeString(directory, "");
    }

    private static void free(Path directory) throws IOException {
        Files.delete(directory);
        Files.move(directory.resolveSibling(directory.getFileName() + ".away"), directory);
    }
}

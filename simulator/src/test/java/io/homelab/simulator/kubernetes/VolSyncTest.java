package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.charts.VolSyncDefinitions;
import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(90)
@SuppressWarnings("NullAway.Init")
class VolSyncTest {
    private static final String SOURCES = "/apis/volsync.backube/v1alpha1/namespaces/shop/replicationsources/";

    @TempDir
    Path state;

    private DiskWorld world;
    private SmallCluster cluster;

    @BeforeEach
    void open() throws Exception {
        world = new Worlds(state, List.of()).create(WorldOptions.of("volsync", 0.003));
        cluster = new SmallCluster(world, "dev", 11);
        cluster.provisioner("local");
        cluster.apply(VolSyncDefinitions.yaml());
        cluster.site("shop", "");
        cluster.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: volsync-system}
                ---
                %s""".formatted(ArgoLab.deployment("volsync", "quay.io/backube/volsync:0.14.0")
                .replaceFirst("name: volsync", "name: volsync\n  namespace: volsync-system")));
    }

    @AfterEach
    void close() {
        cluster.close();
        world.close();
    }

    private void source(String name, String trigger) throws Exception {
        cluster.apply("""
                apiVersion: volsync.backube/v1alpha1
                kind: ReplicationSource
                metadata: {name: %s, namespace: shop}
                spec:
                  sourcePVC: pages
                  trigger: %s
                  restic: {repository: secret}
                """.formatted(name, trigger));
    }

    private JsonNode await(String name, String field, String value) {
        return Eventually.get(() -> {
            var found = cluster.get(SOURCES + name);
            if (!found.at(field).asString("").equals(value)) {
                throw new AssertionError(found.toString());
            }
            return found;
        });
    }

    @Test
    void aManualTriggerIsDoneOnceAndSaysSo() throws Exception {
        source("by-hand", "{manual: first}");
        var done = await("by-hand", "/status/lastManualSync", "first");
        assertThat(done.at("/status/latestMoverStatus/result").asString("")).isEqualTo("Successful");
        assertThat(done.at("/status/lastSyncTime").asString("")).isNotEmpty();
        await("by-hand", "/status/conditions/0/reason", "WaitingForManual");
        world.faults()
                .arm(new Faults.Fault(
                        Faults.Kind.TASK_FAILS,
                        "volsync",
                        "sync",
                        "by-hand",
                        0,
                        1,
                        0,
                        "repository is locked",
                        Duration.ZERO));
        source("by-hand", "{manual: second}");
        await("by-hand", "/status/lastManualSync", "second");
        assertThat(world.faults().armed()).isEmpty();
    }

    @Test
    void aScheduleSaysWhenItIsNext() throws Exception {
        source("nightly", "{schedule: '0 3 * * *'}");
        var first = await("nightly", "/status/conditions/0/reason", "WaitingForSchedule");
        assertThat(first.at("/status/nextSyncTime").asString("")).endsWith("T03:00:00Z");
        world.clock().jump(Duration.ofDays(2));
        Eventually.get(() -> !cluster.get(SOURCES + "nightly")
                .at("/status/nextSyncTime")
                .asString("")
                .equals(first.at("/status/nextSyncTime").asString("")));
    }
}

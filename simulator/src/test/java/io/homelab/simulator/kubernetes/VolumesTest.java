package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
@SuppressWarnings("NullAway.Init")
class VolumesTest {
    @TempDir
    static Path state;

    private DiskWorld world;
    private SmallCluster cluster;

    @BeforeEach
    void open() throws Exception {
        var name = "volumes-" + Long.toString(System.nanoTime(), 36);
        world = new Worlds(state, List.of()).create(WorldOptions.of(name, 0.003));
        cluster = new SmallCluster(world, "dev", 11);
    }

    @AfterEach
    void close() {
        cluster.close();
        world.close();
    }

    private String volume(String namespace) {
        return new Claims(world.store()).volume("dev", namespace, "pages");
    }

    @Test
    void aPodGetsAVolumeOnItsNodeAndServesWhatWasWrittenToIt() throws Exception {
        cluster.provisioner("hostPath");
        cluster.site("shop", "");
        cluster.ready("shop", "web");
        var claim = cluster.get("/api/v1/namespaces/shop/persistentvolumeclaims/pages");
        assertThat(claim.at("/status/phase").asString("")).isEqualTo("Bound");
        assertThat(claim.at("/spec/storageClassName").asString("")).isEqualTo("local-path");
        var volume = cluster.get("/api/v1/persistentvolumes/" + volume("shop"));
        assertThat(volume.at("/spec/hostPath/path").asString(""))
                .startsWith("/opt/local-path-provisioner/pvc-")
                .endsWith("_shop_pages");
        assertThat(volume.at("/status/phase").asString("")).isEqualTo("Bound");

        Eventually.get(() -> cluster.page("shop", "").code() == 404);
        var files = new Volumes(world.store(), "dev");
        files.write(volume("shop"), "index.html", "hello\n".getBytes(StandardCharsets.UTF_8));
        assertThat(cluster.page("shop", "").body().asString("")).isEqualTo("hello\n");
        assertThat(cluster.page("shop", "other.html").code()).isEqualTo(404);
    }

    @Test
    void dataGoesWithTheClaim() throws Exception {
        cluster.provisioner("local");
        cluster.site("shop", "");
        cluster.ready("shop", "web");
        var name = volume("shop");
        assertThat(cluster.get("/api/v1/persistentvolumes/" + name)
                        .at("/spec/local/path")
                        .asString(""))
                .isNotEmpty();
        var files = new Volumes(world.store(), "dev");
        files.write(name, "a", new byte[] {1});
        cluster.delete("/api/v1/namespaces/shop");
        Eventually.get(
                () -> cluster.client.get("/api/v1/persistentvolumes/" + name).code() == 404);
        assertThat(files.files(name)).isEmpty();
    }

    @Test
    void podsWaitForClaimsThatAreNotThere() throws Exception {
        cluster.provisioner("local");
        cluster.site("shop", "");
        cluster.ready("shop", "web");
        cluster.delete("/apis/apps/v1/namespaces/local-path-storage/deployments/local-path-provisioner");
        Eventually.get(() -> cluster.get("/api/v1/namespaces/local-path-storage/pods")
                .path("items")
                .isEmpty());
        cluster.site("later", "");
        cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: lost, namespace: later}
                spec:
                  containers: [{name: main, image: main}]
                  volumes: [{name: data, persistentVolumeClaim: {claimName: nowhere}}]
                """);
        Eventually.get(() -> cluster.get("/api/v1/namespaces/later/pods/lost")
                .at("/status/conditions")
                .toString()
                .contains("persistentvolumeclaim \\\"nowhere\\\" not found"));
        var waiting = cluster.get("/api/v1/namespaces/later/pods?labelSelector=app%3Dweb")
                .path("items")
                .path(0);
        assertThat(waiting.at("/spec/nodeName").isMissingNode()).isTrue();
        assertThat(cluster.get("/api/v1/namespaces/later/persistentvolumeclaims/pages")
                        .at("/status/phase")
                        .asString(""))
                .isEqualTo("Pending");

        cluster.provisioner("local");
        cluster.ready("later", "web");
    }
}

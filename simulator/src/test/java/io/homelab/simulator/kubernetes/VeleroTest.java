package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.talos.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cluster for all of these; each test keeps to a namespace of its own. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class VeleroTest {
    private static final String OPTED_IN = "backup.velero.io/backup-volumes: html";

    @TempDir
    static Path state;

    private VeleroLab lab;

    @BeforeAll
    void open() throws Exception {
        lab = new VeleroLab(state, "velero", "local");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void aBackupIsRestoredIntoAnotherNamespaceWithItsData() throws Exception {
        lab.site("shop", OPTED_IN, "hello\n");
        var backup = lab.backUp("shop-1", "{'includedNamespaces':['shop'],'ttl':'24h0m0s'}");
        assertThat(backup.path("status").has("errors")).isFalse();
        assertThat(backup.path("status").has("warnings")).isFalse();
        assertThat(backup.at("/status/progress/itemsBackedUp").asInt(0))
                .isEqualTo(backup.at("/status/progress/totalItems").asInt(-1))
                .isGreaterThan(5);
        assertThat(backup.at("/metadata/labels").toString()).contains("\"velero.io/storage-location\":\"default\"");
        assertThat(lab.s3.files("backups/homelab/backups/shop-1"))
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "velero-backup.json",
                        "shop-1.tar.gz",
                        "shop-1-logs.gz",
                        "shop-1-podvolumebackups.json.gz",
                        "shop-1-resource-list.json.gz",
                        "shop-1-results.gz",
                        "shop-1-volumeinfo.json.gz");
        var saved = lab.list("podvolumebackups").path(0);
        assertThat(saved.at("/status/progress/totalBytes").asInt(0)).isEqualTo(6);
        assertThat(saved.at("/metadata/annotations").toString()).contains("\"velero.io/pvc-name\":\"pages\"");
        assertThat(lab.results("BackupResourceList", "shop-1").path("v1/PersistentVolumeClaim"))
                .hasToString("[\"shop/pages\"]");
        assertThat(new String(lab.download("BackupLog", "shop-1"), StandardCharsets.UTF_8))
                .contains("level=info");

        lab.write("shop", "index.html", "changed\n");
        lab.create(
                "Restore",
                "restores",
                "drill",
                "{'backupName':'shop-1','includedNamespaces':['*'],'namespaceMapping':{'shop':'drill'}}");
        var restore = lab.await("restores", "drill", "Completed");
        assertThat(restore.path("status").has("errors")).isFalse();
        assertThat(restore.at("/status/progress/itemsRestored").asInt(0)).isGreaterThan(5);
        lab.cluster.ready("drill", "web");
        Eventually.get(() -> lab.cluster.page("drill", "").body().asString("").equals("hello\n"));
        assertThat(lab.cluster.page("shop", "").body().asString("")).isEqualTo("changed\n");
        var pods = lab.cluster.get("/api/v1/namespaces/drill/pods").path("items");
        assertThat(pods).hasSize(1);
        assertThat(pods.path(0).at("/spec/initContainers/0/name").asString("")).isEqualTo("restore-wait");
        assertThat(pods.path(0).at("/metadata/labels").toString())
                .contains("\"velero.io/backup-name\":\"shop-1\"", "\"velero.io/restore-name\":\"drill\"");
        assertThat(lab.list("podvolumerestores").path(0).at("/status/phase").asString(""))
                .isEqualTo("Completed");
        assertThat(new Volumes(lab.world.store(), "dev")
                        .files(new Claims(lab.world.store()).volume("dev", "drill", "pages")))
                .containsExactly("index.html");
    }

    @Test
    void aBackupOfWhatIsThereChangesNothingOfIt() throws Exception {
        lab.site("kept", "", "page\n");
        lab.backUp("kept-1", "{'includedNamespaces':['kept']}");
        lab.cluster.client.send(
                "PATCH",
                "/api/v1/namespaces/kept/configmaps/settings",
                "{'data':{'color':'red'}}",
                "application/merge-patch+json");
        lab.create("Restore", "restores", "kept", "{'backupName':'kept-1','includedResources':['configmaps']}");
        var restore = lab.await("restores", "kept", "Completed");
        assertThat(restore.at("/status/warnings").asInt(0)).isPositive();
        assertThat(lab.results("RestoreResults", "kept")
                        .at("/warnings/namespaces/kept")
                        .toString())
                .contains("could not restore, ConfigMap:settings already exists. Warning: the in-cluster version is"
                        + " different than the backed-up version");
        assertThat(lab.cluster
                        .get("/api/v1/namespaces/kept/configmaps/settings")
                        .at("/data/color")
                        .asString(""))
                .isEqualTo("red");
        lab.create(
                "Restore",
                "restores",
                "kept-update",
                "{'backupName':'kept-1','includedResources':['configmaps'],'existingResourcePolicy':'update'}");
        lab.await("restores", "kept-update", "Completed");
        assertThat(lab.cluster
                        .get("/api/v1/namespaces/kept/configmaps/settings")
                        .at("/data/color")
                        .asString(""))
                .isEqualTo("green");
    }

    @Test
    void schedulesMakeBackupsAsTheClockGoes() throws Exception {
        lab.create("Schedule", "schedules", "wrong", "{'schedule':'now','template':{}}");
        assertThat(lab.await("schedules", "wrong", "FailedValidation")
                        .at("/status/validationErrors/0")
                        .asString(""))
                .isEqualTo("invalid schedule: expected exactly 5 fields, found 1: [now]");
        lab.create(
                "Schedule",
                "schedules",
                "nightly",
                "{'schedule':'0 3 * * *','template':{'includedNamespaces':['default'],'ttl':'48h0m0s'}}");
        var schedule = lab.await("schedules", "nightly", "Enabled");
        assertThat(schedule.path("status").has("lastBackup")).isFalse();
        lab.world.clock().jump(Duration.ofHours(25));
        var name = Eventually.get(() -> {
            for (var backup : lab.list("backups")) {
                if (backup.at("/metadata/name").asString("").matches("nightly-\\d{14}")) {
                    return backup.at("/metadata/name").asString("");
                }
            }
            return null;
        });
        assertThat(lab.await("backups", name, "Completed")
                        .at("/metadata/labels")
                        .toString())
                .contains("\"velero.io/schedule-name\":\"nightly\"");
        lab.create("Restore", "restores", "by-schedule", "{'scheduleName':'nightly'}");
        assertThat(lab.await("restores", "by-schedule", "Completed")
                        .at("/spec/backupName")
                        .asString(""))
                .isEqualTo(name);
        lab.delete("schedules", "nightly");

        // Its time over, the backup goes without anybody asking.
        lab.world.clock().jump(Duration.ofHours(50));
        Eventually.get(
                () -> lab.get("backups", name).path("status").path("phase").isMissingNode());
        assertThat(lab.s3.files("backups/homelab/backups/" + name)).isEmpty();
    }

    @Test
    void aBackupIsGoneWhenSomebodyAsksForItsDeletionOnly() throws Exception {
        lab.site("gone", OPTED_IN, "page\n");
        lab.backUp("gone-1", "{'includedNamespaces':['gone']}");
        lab.create("Restore", "restores", "gone-1", "{'backupName':'gone-1','namespaceMapping':{'gone':'gone-too'}}");
        lab.await("restores", "gone-1", "Completed");
        lab.delete("backups", "gone-1");
        // It comes back from the bucket.
        lab.await("backups", "gone-1", "Completed");
        Eventually.get(() -> lab.list("podvolumebackups").toString().contains("gone-1"));
        lab.create("DeleteBackupRequest", "deletebackuprequests", "gone-1", "{'backupName':'gone-1'}");
        Eventually.get(
                () -> lab.get("backups", "gone-1").path("status").path("phase").isMissingNode());
        assertThat(lab.s3.files("backups/homelab/backups/gone-1")).isEmpty();
        assertThat(lab.s3.files("backups/homelab/restores/gone-1")).isEmpty();
        Eventually.get(
                () -> lab.get("restores", "gone-1").path("status").path("phase").isMissingNode());
        Eventually.get(() -> !lab.list("podvolumebackups").toString().contains("gone-1"));
    }

    @Test
    void aClusterOfTheSameBucketRestoresWhatAnotherSaved() throws Exception {
        lab.site("moved", OPTED_IN, "moved\n");
        lab.backUp("moved-1", "{'includedNamespaces':['moved']}");
        try (var other = new SmallCluster(lab.world, "prod", 12)) {
            other.provisioner("local");
            lab.install(other);
            VeleroLab.awaitPhase(other, "backups", "moved-1", "Completed");
            VeleroLab.create(other, "Restore", "restores", "moved", "{'backupName':'moved-1'}");
            VeleroLab.awaitPhase(other, "restores", "moved", "Completed");
            other.ready("moved", "web");
            Eventually.get(() -> other.page("moved", "").body().asString("").equals("moved\n"));
        }
    }
}

package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.talos.Eventually;
import io.homelab.simulator.world.Faults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("NullAway.Init")
class VeleroTroubleTest {
    private static final String OPTED_IN = "backup.velero.io/backup-volumes: html";

    @TempDir
    Path state;

    private VeleroLab lab;

    private void open(String name, String volumeType) throws Exception {
        lab = new VeleroLab(state, name, volumeType);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void volumesOnHostPathsAreCompletedWithoutTheirData() throws Exception {
        open("host-path", "hostPath");
        lab.site("shop", OPTED_IN, "hello\n");
        var backup = lab.backUp("shop-1", "{'includedNamespaces':['shop']}");
        assertThat(backup.at("/status/warnings").asInt(0)).isEqualTo(1);
        assertThat(backup.path("status").has("errors")).isFalse();
        assertThat(lab.results("BackupResults", "shop-1")
                        .at("/warnings/namespaces/shop")
                        .toString())
                .contains("is a hostPath volume which is not supported for pod volume backup, skipping");
        assertThat(lab.list("podvolumebackups")).isEmpty();
        lab.create("Restore", "restores", "drill", "{'backupName':'shop-1','namespaceMapping':{'shop':'drill'}}");
        lab.await("restores", "drill", "Completed");
        lab.cluster.ready("drill", "web");
        Eventually.get(() -> lab.cluster.page("drill", "").code() == 404);
    }

    @Test
    void damagedDataFailsTheRestore() throws Exception {
        open("damaged", "local");
        lab.site("shop", OPTED_IN, "hello\n");
        lab.backUp("shop-1", "{'includedNamespaces':['shop']}");
        for (var file : lab.s3.files("backups/homelab/kopia/shop")) {
            if (file.getFileName().toString().startsWith("p")) {
                Files.write(file, "jello\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        lab.create("Restore", "restores", "drill", "{'backupName':'shop-1','namespaceMapping':{'shop':'drill'}}");
        var restore = lab.await("restores", "drill", "PartiallyFailed");
        assertThat(restore.at("/status/errors").asInt(0)).isEqualTo(1);
        assertThat(lab.results("RestoreResults", "drill")
                        .at("/errors/namespaces/drill")
                        .toString())
                .contains("pod volume restore failed: data path restore failed", "invalid checksum");
        assertThat(lab.list("podvolumerestores").path(0).at("/status/phase").asString(""))
                .isEqualTo("Failed");
        var pod = lab.cluster.get("/api/v1/namespaces/drill/pods").path("items").path(0);
        assertThat(pod.at("/status/phase").asString("")).isEqualTo("Pending");
        assertThat(pod.at("/status/initContainerStatuses/0/state").has("running"))
                .isTrue();
    }

    @Test
    void locationsThatCannotBeReachedRefuseBackups() throws Exception {
        open("away", "local");
        lab.create("Backup", "backups", "nowhere", "{'storageLocation':'elsewhere'}");
        assertThat(lab.await("backups", "nowhere", "FailedValidation")
                        .at("/status/validationErrors/0")
                        .asString(""))
                .contains(
                        "the default elsewhere was not found",
                        "BackupStorageLocation.velero.io \"elsewhere\" not found");
        lab.s3.close();
        var location = lab.await("backupstoragelocations", "default", "Unavailable");
        assertThat(location.at("/status/message").asString(""))
                .startsWith("BackupStorageLocation \"default\" is unavailable: rpc error: code = Unknown desc =");
        lab.create("Backup", "backups", "late", "{}");
        assertThat(lab.await("backups", "late", "FailedValidation")
                        .at("/status/validationErrors/0")
                        .asString(""))
                .isEqualTo("backup can't be created because BackupStorageLocation default is in Unavailable status.");
    }

    @Test
    void nothingIsReadWithoutANodeAgent() throws Exception {
        open("agentless", "local");
        lab.site("shop", OPTED_IN, "hello\n");
        lab.cluster.delete("/apis/apps/v1/namespaces/velero/daemonsets/node-agent");
        Eventually.get(() ->
                !lab.cluster.get("/api/v1/namespaces/velero/pods").toString().contains("node-agent-"));
        lab.create("Backup", "backups", "shop-1", "{'includedNamespaces':['shop']}");
        lab.await("backups", "shop-1", "PartiallyFailed");
        assertThat(lab.results("BackupResults", "shop-1")
                        .at("/errors/namespaces/shop")
                        .toString())
                .contains("daemonset pod not found in running state in node dev-one");
    }

    @Test
    void whatIsUnderWayDiesWithTheServer() throws Exception {
        open("faults", "local");
        lab.fault(Faults.Kind.TASK_VANISHES, "velero", "restore", "stuck", "");
        lab.fault(Faults.Kind.TASK_FAILS, "velero", "backup", "broken", "the disk is full");
        lab.create("Backup", "backups", "broken", "{'includedNamespaces':['default']}");
        assertThat(lab.await("backups", "broken", "Failed")
                        .at("/status/failureReason")
                        .asString(""))
                .isEqualTo("backup execution failed: the disk is full");
        lab.backUp("fine", "{'includedNamespaces':['default']}");
        lab.create("Restore", "restores", "stuck", "{'backupName':'fine'}");
        lab.await("restores", "stuck", "InProgress");
        lab.create("Restore", "restores", "other", "{'backupName':'fine'}");
        lab.await("restores", "other", "Completed");
        var pods = lab.cluster.get("/api/v1/namespaces/velero/pods").path("items");
        for (var pod : pods) {
            var name = pod.at("/metadata/name").asString("");
            if (name.startsWith("velero-")) {
                lab.cluster.delete("/api/v1/namespaces/velero/pods/" + name);
            }
        }
        assertThat(lab.await("restores", "stuck", "Failed")
                        .at("/status/failureReason")
                        .asString(""))
                .startsWith("found a restore with status \"InProgress\" during the server starting");
    }

    @Test
    void aNamespaceCanBeStuckInItsEnd() throws Exception {
        open("ending", "local");
        lab.fault(Faults.Kind.TASK_VANISHES, "kubernetes", "terminate dev", "shop", "finalizers remain");
        lab.site("shop", "", "hello\n");
        lab.cluster.delete("/api/v1/namespaces/shop");
        Eventually.get(
                () -> lab.cluster.get("/api/v1/namespaces/shop").toString().contains("NamespaceFinalizersRemaining"));
        lab.world.faults().clear();
        Eventually.get(() -> lab.cluster.client.get("/api/v1/namespaces/shop").code() == 404);
    }
}

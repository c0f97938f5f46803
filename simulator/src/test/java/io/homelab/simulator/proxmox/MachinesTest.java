package io.homelab.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class MachinesTest {
    private static final BootImage IMAGE = new BootImage("fake", "v1", "0".repeat(64), "nocloud", "amd64");
    private static final Map<String, String> WITH_ISO = Map.of(
            "ide2",
            "local:iso/fake.iso,media=cdrom",
            "boot",
            "order=scsi0;ide2",
            "net0",
            "virtio,bridge=vmbr0",
            "agent",
            "enabled=1");

    @TempDir
    Path state;

    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        lab = Lab.open(state);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private HttpResponse<String> upload(byte[] bytes, Map<String, String> fields) throws IOException {
        var body = new StringBuilder();
        fields.forEach((name, value) ->
                body.append("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        body.append("--b\r\nContent-Disposition: form-data; name=\"filename\"; filename=\"fake.iso\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n");
        body.append(new String(bytes, StandardCharsets.ISO_8859_1)).append("\r\n--b--\r\n");
        return lab.send(lab.request("/nodes/pve1/storage/local/upload")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.ISO_8859_1)))
                .build());
    }

    private void uploadIso() throws IOException {
        var upid = Lab.data(upload(IMAGE.bytes(1 << 16), Map.of("content", "iso")));
        assertThat(lab.await(upid)).isEqualTo("OK");
    }

    @Test
    void aMachineIsMadeStartedBootedStoppedAndDestroyed() throws IOException {
        uploadIso();
        var upid = lab.post(
                Lab.QEMU,
                Map.of(
                        "vmid",
                        "100",
                        "name",
                        "cp-1",
                        "scsi0",
                        "local-lvm:50,discard=on,ssd=1",
                        "efidisk0",
                        "local-lvm:1,efitype=4m,pre-enrolled-keys=0",
                        "bios",
                        "ovmf",
                        "ide2",
                        "local:iso/fake.iso,media=cdrom",
                        "boot",
                        "order=scsi0;ide2",
                        "net0",
                        "virtio,bridge=vmbr0",
                        "tags",
                        "Zeta;alpha",
                        "memory",
                        "4096"));
        assertThat(upid.asString())
                .matches(
                        "^UPID:([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8}):([^:\\s/]+):([^:\\s/]*):([^:\\s/]+):$");
        assertThat(lab.await(upid)).isEqualTo("OK");
        var config = lab.get(Lab.QEMU + "/100/config");
        assertThat(config.get("efidisk0").asString())
                .isEqualTo("local-lvm:vm-100-disk-0,efitype=4m,pre-enrolled-keys=0,size=4M");
        assertThat(config.get("scsi0").asString()).isEqualTo("local-lvm:vm-100-disk-1,discard=on,size=50G,ssd=1");
        assertThat(config.get("tags").asString()).isEqualTo("alpha;zeta");
        assertThat(config.get("net0").asString()).matches("virtio=BC:24:11:.*,bridge=vmbr0");

        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of())))
                .isEqualTo("OK");
        assertThat(lab.system.last().fromDisk).isFalse();
        lab.system.last().hardware.disks().getFirst().writeBootImage(IMAGE);
        lab.system.last().power.reboot();
        assertThat(lab.system.last().fromDisk).isTrue();
        assertThat(lab.get(Lab.QEMU + "/100/status/current").get("status").asString())
                .isEqualTo("running");
        var refused = lab.call("DELETE", Lab.QEMU + "/100?purge=1", Map.of());
        assertThat(refused.body()).contains("VM 100 is running - destroy failed");

        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/shutdown", Map.of())))
                .isEqualTo("OK");
        assertThat(lab.get(Lab.QEMU + "/100/status/current").get("status").asString())
                .isEqualTo("stopped");
        assertThat(lab.await(Lab.data(lab.call("DELETE", Lab.QEMU + "/100/?purge=1", Map.of()))))
                .isEqualTo("OK");
        assertThat(lab.call("GET", Lab.QEMU + "/100/config", Map.of()).body()).contains("does not exist");
        assertThat(lab.get("/nodes/pve1/storage/local-lvm/content")).isEmpty();
    }

    @Test
    void anExistingNumberIsRefusedAndAMissingIsoFailsTheTask() throws IOException {
        lab.create(100, Map.of());
        var again = lab.call("POST", Lab.QEMU, Map.of("vmid", "100"));
        assertThat(again.statusCode()).isEqualTo(500);
        assertThat(again.body()).contains("unable to create VM 100 - VM 100 already exists on node 'pve1'");
        assertThat(lab.await(lab.post(Lab.QEMU, Map.of("vmid", "101", "ide2", "local:iso/no.iso,media=cdrom"))))
                .isEqualTo("unable to create VM 101 - volume local:iso/no.iso does not exist");
        assertThat(lab.call("GET", Lab.QEMU + "/101/config", Map.of()).statusCode())
                .isEqualTo(500);
        assertThat(lab.get("/cluster/nextid").asString()).isEqualTo("101");
    }

    @Test
    void uploadsAreCheckedAndDamagedImagesDoNotBoot() throws IOException {
        var bytes = IMAGE.bytes(1 << 16);
        var wrong = Map.of("content", "iso", "checksum-algorithm", "sha256", "checksum", "ab");
        assertThat(lab.await(Lab.data(upload(bytes, wrong)))).startsWith("checksum mismatch: got '");
        bytes[500] ^= 1;
        assertThat(lab.await(Lab.data(upload(bytes, Map.of("content", "iso"))))).isEqualTo("OK");
        lab.create(100, WITH_ISO);
        lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of()));
        assertThat(lab.system.booted).isEmpty();
        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/shutdown", Map.of("timeout", "3"))))
                .isEqualTo("VM quit/powerdown failed - got timeout");
        assertThat(upload(bytes, Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void aFullStorageFailsTheTaskAndLeavesNothing() throws IOException {
        lab.face.backstage().avail("local-lvm", 5L << 30);
        assertThat(lab.await(
                        lab.post(Lab.QEMU, Map.of("vmid", "100", "scsi0", "local-lvm:4", "scsi1", "local-lvm:50"))))
                .contains("free space in thin pool pve/data reached threshold");
        assertThat(lab.get("/nodes/pve1/storage/local-lvm/content")).isEmpty();
    }

    @Test
    void aDroppedReplyStillMakesTheMachineAndADuplicateIsRefused() throws IOException {
        arm(Kind.DROP_REPLY, "POST /nodes/{node}/qemu", "100");
        assertThat(fails(() -> lab.call("POST", Lab.QEMU, Map.of("vmid", "100"))))
                .isNotNull();
        Lab.eventually(() -> lab.get(Lab.QEMU + "/100/config").has("smbios1") ? true : null);
        var call = lab.world.calls().since(0).getFirst();
        assertThat(call.committed()).isTrue();
        assertThat(call.status()).isZero();
        assertThat(call.target()).isEqualTo("100");

        arm(Kind.DUPLICATE, "POST /nodes/{node}/qemu", "101");
        lab.create(101, Map.of());
        var late = Lab.eventually(() -> lab.world.calls().since(0).stream()
                .filter(each -> each.target().equals("101") && each.status() == 500)
                .findFirst()
                .orElse(null));
        assertThat(late.committed()).isFalse();
    }

    @Test
    void aCutLeavesNothingAndAStatusFaultAnswersInTheShapeOfProxmox() throws IOException {
        arm(Kind.CUT, "POST", "100");
        assertThat(fails(() -> lab.call("POST", Lab.QEMU, Map.of("vmid", "100"))))
                .isNotNull();
        assertThat(lab.get("/cluster/nextid").asString()).isEqualTo("100");
        lab.world
                .faults()
                .arm(new Fault(Kind.STATUS, "proxmox", "GET /version", null, 0, 1, 596, "Broken pipe", Duration.ZERO));
        assertThat(lab.call("GET", "/version", Map.of()).statusCode()).isEqualTo(596);
        assertThat(lab.call("GET", "/version", Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void aFailedCreateIsCleanedUpAndAVanishedOneStaysLocked() throws IOException {
        arm(Kind.TASK_FAILS, "POST /nodes/{node}/qemu", "100");
        assertThat(lab.await(lab.post(Lab.QEMU, Map.of("vmid", "100")))).isEqualTo("made to fail");
        assertThat(lab.call("GET", Lab.QEMU + "/100/config", Map.of()).statusCode())
                .isEqualTo(500);
        lab.create(102, Map.of());
        lab.await(lab.post(Lab.QEMU + "/102/status/start", Map.of()));
        arm(Kind.TASK_FAILS, "status/shutdown", "102");
        assertThat(lab.await(lab.post(Lab.QEMU + "/102/status/shutdown", Map.of())))
                .isEqualTo("made to fail");
        arm(Kind.TASK_VANISHES, "POST /nodes/{node}/qemu", "101");
        assertThat(lab.await(lab.post(Lab.QEMU, Map.of("vmid", "101")))).isEqualTo("unexpected status");
        assertThat(lab.get(Lab.QEMU + "/101/config").get("lock").asString()).isEqualTo("create");
        assertThat(lab.await(lab.post(Lab.QEMU + "/101/status/start", Map.of())))
                .isEqualTo("VM is locked (create)");
    }

    @Test
    void afterAKillWhatRanRunsAgainAndTasksUnderWayAreLost() throws IOException {
        uploadIso();
        lab.create(100, WITH_ISO);
        lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of()));
        lab.system.last().hardware.disks().getFirst().writeBootImage(IMAGE);
        lab.system.last().hardware.disks().getFirst().write("etc/config", new byte[] {7});
        lab.world.store().commit();
        var token = lab.authorization();
        var url = lab.face.info().url();
        var running = lab.post(Lab.QEMU, Map.of("vmid", "101", "scsi0", "local-lvm:1"));
        lab.killAndReopen();

        assertThat(lab.authorization()).isEqualTo(token);
        assertThat(lab.face.info().url()).isEqualTo(url);
        assertThat(lab.await(running)).isEqualTo("unexpected status");
        assertThat(lab.get(Lab.QEMU + "/100/status/current").get("status").asString())
                .isEqualTo("running");
        assertThat(lab.system.last().fromDisk).isTrue();
        assertThat(lab.system.last().hardware.disks().getFirst().read("etc/config"))
                .contains(new byte[] {7});
        assertThat(lab.get(Lab.QEMU + "/100/agent/network-get-interfaces").get("result"))
                .hasSize(2);
    }

    @Test
    void aPowerCutStartsOnlyWhatIsToStartOnBoot() throws IOException {
        lab.create(100, Map.of("onboot", "1"));
        lab.create(101, Map.of());
        lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of()));
        lab.await(lab.post(Lab.QEMU + "/101/status/start", Map.of()));
        lab.face.backstage().powerCut();
        Lab.eventually(() -> isRunning(100) ? true : null);
        assertThat(isRunning(101)).isFalse();
    }

    private boolean isRunning(int vmid) throws IOException {
        return lab.get(Lab.QEMU + "/" + vmid + "/status/current")
                .get("status")
                .asString()
                .equals("running");
    }

    private void arm(Kind kind, String operation, String target) {
        lab.world
                .faults()
                .arm(new Fault(kind, "proxmox", operation, target, 0, 1, 0, "made to fail", Duration.ofMillis(1)));
    }

    private static @Nullable IOException fails(Call call) {
        try {
            call.call();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private interface Call {
        HttpResponse<String> call() throws IOException;
    }
}

package io.homelab.simulator.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class RulesTest {
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

    private void refused(int status, String text, String method, String path, Map<String, String> form)
            throws IOException {
        var response = lab.call(method, path, form);
        assertThat(response.body()).contains(text);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void aRevokedPrivilegeIsNamedWithItsPath() throws IOException {
        lab.create(100, Map.of());
        lab.face.backstage().privileges(List.of("VM.PowerMgmt", "VM.Config.Memory"), List.of());
        refused(
                403,
                "Permission check failed (/vms/100, VM.PowerMgmt)",
                "POST",
                Lab.QEMU + "/100/status/start",
                Map.of());
        refused(
                403,
                "Permission check failed (/vms/100, VM.Config.Memory)",
                "PUT",
                Lab.QEMU + "/100/config",
                Map.of("memory", "1024"));
        assertThat(lab.get("/access/permissions?path=/vms/100").get("/vms/100").has("VM.PowerMgmt"))
                .isFalse();
        lab.face.backstage().privileges(List.of(), List.of("VM.PowerMgmt"));
        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of())))
                .isEqualTo("OK");
    }

    @Test
    void whatOnlyRootMayIsNotForTokens() throws IOException {
        lab.create(100, Map.of());
        refused(500, "only root can set 'args' config", "PUT", Lab.QEMU + "/100/config", Map.of("args", "-s"));
        refused(
                500,
                "only root can set 'hostpci0' config for non-mapped devices",
                "PUT",
                Lab.QEMU + "/100/config",
                Map.of("hostpci0", "host=0000:01:00.0"));
        refused(400, "Only root may use this option.", "POST", Lab.QEMU + "/100/status/start", Map.of("skiplock", "1"));
        refused(403, "(/, Sys.Modify)", "PUT", Lab.QEMU + "/100/config", Map.of("startup", "order=1"));
    }

    @Test
    void digestsProtectionAndPendingChanges() throws IOException {
        lab.create(100, Map.of("net0", "virtio,bridge=vmbr0"));
        var digest = lab.get(Lab.QEMU + "/100/config").get("digest").asString();
        lab.call("PUT", Lab.QEMU + "/100/config", Map.of("protection", "yes", "digest", digest));
        refused(
                500,
                "checksum mismatch (file change by other user?)",
                "PUT",
                Lab.QEMU + "/100/config",
                Map.of("name", "x", "digest", digest));
        refused(500, "can't remove VM 100 - protection mode enabled", "DELETE", Lab.QEMU + "/100", Map.of());
        lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of()));
        lab.call("PUT", Lab.QEMU + "/100/config", Map.of("memory", "2048"));
        assertThat(lab.get(Lab.QEMU + "/100/config?current=1").has("memory")).isFalse();
        assertThat(lab.get(Lab.QEMU + "/100/pending").toString()).contains("{\"key\":\"memory\",\"pending\":\"2048\"}");
        lab.await(lab.post(Lab.QEMU + "/100/status/stop", Map.of()));
        assertThat(lab.get(Lab.QEMU + "/100/config?current=1").get("memory").asString())
                .isEqualTo("2048");
    }

    @Test
    void aLockFileThatIsHeldTimesOut() throws IOException {
        lab.create(100, Map.of());
        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of())))
                .isEqualTo("OK");
        var shutdown = lab.post(Lab.QEMU + "/100/status/shutdown", Map.of("timeout", "6000"));
        // The worker holds the lock once its task is out of the queue.
        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/stop", Map.of())))
                .isEqualTo("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/stop", Map.of("overrule-shutdown", "1"))))
                .isEqualTo("OK");
        assertThat(lab.await(shutdown)).isEqualTo("interrupted by signal");
    }

    @Test
    void disksGrowLeaveTheirSlotsAndAreClonedFromTemplates() throws IOException {
        lab.create(100, Map.of("scsi1", "local-lvm:2"));
        assertThat(lab.await(
                        Lab.data(lab.call("PUT", Lab.QEMU + "/100/resize", Map.of("disk", "scsi0", "size", "+5G")))))
                .isEqualTo("OK");
        assertThat(lab.await(
                        Lab.data(lab.call("PUT", Lab.QEMU + "/100/resize", Map.of("disk", "scsi0", "size", "1G")))))
                .isEqualTo("shrinking disks is not supported");
        lab.call("PUT", Lab.QEMU + "/100/config", Map.of("delete", "scsi1"));
        var config = lab.get(Lab.QEMU + "/100/config");
        assertThat(config.get("scsi0").asString()).contains("size=15G");
        assertThat(config.get("unused0").asString()).isEqualTo("local-lvm:vm-100-disk-1");
        lab.await(lab.post(Lab.QEMU + "/100/template", Map.of()));
        assertThat(lab.await(lab.post(Lab.QEMU + "/100/clone", Map.of("newid", "101", "name", "copy"))))
                .isEqualTo("OK");
        refused(
                500,
                "unable to create VM 101: config file already exists",
                "POST",
                Lab.QEMU + "/100/clone",
                Map.of("newid", "101"));
        assertThat(lab.await(Lab.data(lab.call("DELETE", Lab.QEMU + "/100", Map.of()))))
                .isEqualTo("base volume 'local-lvm:base-100-disk-0' is still in use by linked cloned");
        assertThat(lab.await(lab.post(Lab.QEMU + "/100/status/start", Map.of())))
                .isEqualTo("you can't start a vm if it's a template");
    }

    @Test
    void theCloudInitDriveIsWhatProxmoxWouldWrite() throws IOException {
        lab.create(
                100,
                Map.of(
                        "name",
                        "cp-1",
                        "ide2",
                        "local-lvm:cloudinit",
                        "net0",
                        "virtio=BC:24:11:00:00:01,bridge=vmbr0",
                        "ipconfig0",
                        "ip=127.70.1.10/24,gw=127.70.1.1",
                        "nameserver",
                        "127.70.1.1",
                        "searchdomain",
                        "lab"));
        assertThat(lab.get(Lab.QEMU + "/100/cloudinit/dump?type=user").asString())
                .startsWith("#cloud-config\nhostname: cp-1\n");
        assertThat(lab.get(Lab.QEMU + "/100/cloudinit/dump?type=network").asString())
                .isEqualTo("""
                version: 1
                config:
                    - type: physical
                      name: eth0
                      mac_address: 'bc:24:11:00:00:01'
                      subnets:
                      - type: static
                        address: '127.70.1.10'
                        netmask: '255.255.255.0'
                        gateway: '127.70.1.1'
                    - type: nameserver
                      address:
                      - '127.70.1.1'
                      search:
                      - 'lab'
                """);
    }

    @Test
    void snapshotsListTheCurrentStateLast() throws IOException {
        lab.create(100, Map.of("name", "a"));
        lab.await(lab.post(Lab.QEMU + "/100/snapshot", Map.of("snapname", "before")));
        lab.call("PUT", Lab.QEMU + "/100/config", Map.of("name", "b"));
        var all = lab.get(Lab.QEMU + "/100/snapshot");
        assertThat(all.get(0).get("name").asString()).isEqualTo("before");
        assertThat(all.get(1).get("parent").asString()).isEqualTo("before");
        lab.await(lab.post(Lab.QEMU + "/100/snapshot/before/rollback", Map.of()));
        assertThat(lab.get(Lab.QEMU + "/100/config").get("name").asString()).isEqualTo("a");
    }

    @Test
    void tasksAreListedAndUnknownOnesAreParameterErrors() throws IOException {
        lab.create(100, Map.of());
        var tasks = lab.get("/nodes/pve1/tasks?vmid=100&source=all");
        assertThat(tasks.get(0).get("type").asString()).isEqualTo("qmcreate");
        assertThat(tasks.get(0).get("status").asString()).isEqualTo("OK");
        var upid = tasks.get(0).get("upid").asString().replace("!", "%21");
        assertThat(lab.get("/nodes/pve1/tasks/" + upid + "/log").get(0).get("t").asString())
                .isEqualTo("TASK OK");
        refused(400, "unable to parse worker upid", "GET", "/nodes/pve1/tasks/nonsense/status", Map.of());
        refused(
                400,
                "no such task",
                "GET",
                "/nodes/pve1/tasks/UPID:pve1:00000001:00000001:00000001:x::root@pam:/status",
                Map.of());
        refused(500, "hostname lookup 'pve7' failed", "GET", "/nodes/pve7/qemu", Map.of());
        refused(400, "VM 100 already exists", "GET", "/cluster/nextid?vmid=100", Map.of());
    }

    @Test
    void version9KnowsTheAgentsPrivilegesAndNotTheOldOne() throws IOException {
        lab.close();
        lab = Lab.open(state.resolve("nine"), "9.0", 2);
        var permissions = lab.get("/access/permissions").get("/");
        assertThat(permissions.has("VM.GuestAgent.Audit")).isTrue();
        assertThat(permissions.has("VM.Monitor")).isFalse();
        assertThat(lab.get("/cluster/status").get(0).get("quorate").asInt()).isEqualTo(1);
        lab.face.backstage().plant(300, "pve2", Map.of("name", "foreign"), true);
        assertThat(lab.get("/nodes/pve2/qemu/300/status/current").get("status").asString())
                .isEqualTo("running");
        refused(
                500,
                "Configuration file 'nodes/pve1/qemu-server/300.conf' does not exist",
                "GET",
                Lab.QEMU + "/300/config",
                Map.of());
        lab.face.backstage().die("pve2");
        refused(595, "No route to host", "GET", "/nodes/pve2/qemu", Map.of());
    }
}

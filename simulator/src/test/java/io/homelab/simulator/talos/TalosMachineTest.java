package io.homelab.simulator.talos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.homelab.simulator.talos.wire.ApplyConfigurationRequest;
import io.homelab.simulator.talos.wire.BootstrapRequest;
import io.homelab.simulator.talos.wire.EtcdMemberListRequest;
import io.homelab.simulator.talos.wire.EtcdSnapshotRequest;
import io.homelab.simulator.talos.wire.ReadRequest;
import io.homelab.simulator.talos.wire.RebootRequest;
import io.homelab.simulator.talos.wire.cosi.GetRequest;
import io.homelab.simulator.talos.wire.cosi.ListRequest;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class TalosMachineTest {
    private static final Secrets SECRETS = new Secrets();

    @TempDir
    Path state;

    private DiskWorld world;
    private final List<Computer> computers = new ArrayList<>();
    private final List<TalosClient> clients = new ArrayList<>();

    @BeforeEach
    void lab() throws IOException {
        world = new Worlds(state, List.of()).create(WorldOptions.of("talos", 0.003));
    }

    @AfterEach
    void end() {
        clients.forEach(TalosClient::close);
        computers.forEach(Computer::cut);
        world.close();
    }

    private InetAddress host(int number) {
        return world.lan().host(number);
    }

    private Computer computer(int number) {
        var computer = Computer.at(world, number, number);
        computers.add(computer);
        computer.on();
        return computer;
    }

    private TalosClient insecure(int number) {
        var client = TalosClient.insecure(host(number));
        clients.add(client);
        return client;
    }

    private TalosClient as(int number, String... roles) {
        var client = TalosClient.mutual(host(number), SECRETS.os().certificate(), SECRETS.client(roles));
        clients.add(client);
        return client;
    }

    private String endpoint() {
        return "https://" + host(11).getHostAddress() + ":6443";
    }

    private static ApplyConfigurationRequest configuration(String yaml) {
        return ApplyConfigurationRequest.newBuilder()
                .setData(ByteString.copyFromUtf8(yaml))
                .setMode(ApplyConfigurationRequest.Mode.AUTO)
                .build();
    }

    private TalosClient installed(int number, String yaml) {
        computer(number);
        var client = insecure(number);
        Eventually.get(() -> client.machine().applyConfiguration(configuration(yaml)));
        return as(number, "os:admin");
    }

    private TalosClient controlPlane(int number) {
        var admin = installed(number, SECRETS.controlPlane("cp" + number, endpoint(), ""));
        Eventually.get(() -> admin.machine().version(Empty.getDefaultInstance()));
        return admin;
    }

    private static Status refused(ThrowingCallable call) {
        var status = new ArrayList<Status>();
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> status.add(e.getStatus()));
        return status.getFirst();
    }

    @Test
    void aMachineInMaintenanceModeTakesAConfigurationAndLittleElse() {
        computer(11);
        var client = insecure(11);
        Eventually.get(() -> client.state()
                .get(GetRequest.newBuilder()
                        .setNamespace("runtime")
                        .setType("MachineStatuses.runtime.talos.dev")
                        .setId("machine")
                        .build())
                .getResource()
                .getSpec()
                .getYamlSpec()
                .contains("stage: maintenance"));

        assertThat(refused(() -> client.machine().bootstrap(BootstrapRequest.getDefaultInstance())))
                .satisfies(s -> assertThat(s.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED))
                .satisfies(s -> assertThat(s.getDescription()).isEqualTo("method Bootstrap not implemented"));
        assertThat(refused(() -> client.machine().version(Empty.getDefaultInstance()))
                        .getDescription())
                .isEqualTo("API is not implemented in maintenance mode");
        assertThat(refused(() -> client.machine().applyConfiguration(configuration("machine: {type: worker}")))
                        .getCode())
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        var wrongDisk = SECRETS.controlPlane("cp", endpoint(), "").replace("/dev/sda", "/dev/nvme0n1");
        assertThat(refused(() -> client.machine().applyConfiguration(configuration(wrongDisk)))
                        .getDescription())
                .contains("specified install disk does not exist: \"/dev/nvme0n1\"");
        var dry = configuration(SECRETS.controlPlane("cp", endpoint(), "")).toBuilder()
                .setDryRun(true)
                .build();
        assertThat(client.machine().applyConfiguration(dry).getMessages(0).getModeDetails())
                .contains("does not have a config yet");
        assertThat(computers.getFirst().disk().bootImage()).isEmpty();
    }

    @Test
    void anInstalledMachineIsBootstrappedOnce() {
        var admin = controlPlane(11);
        Eventually.get(() -> admin.machine().bootstrap(BootstrapRequest.getDefaultInstance()));
        assertThat(refused(() -> admin.machine().bootstrap(BootstrapRequest.getDefaultInstance())))
                .satisfies(s -> assertThat(s.getCode()).isEqualTo(Status.Code.ALREADY_EXISTS))
                .satisfies(s -> assertThat(s.getDescription()).isEqualTo("etcd data directory is not empty"));
        var members = Eventually.get(() -> admin.machine().etcdMemberList(EtcdMemberListRequest.getDefaultInstance()));
        assertThat(members.getMessages(0).getMembersList()).singleElement().satisfies(m -> assertThat(m.getHostname())
                .isEqualTo("cp11"));
        var definitions = admin.state()
                .list(ListRequest.newBuilder()
                        .setNamespace("meta")
                        .setType("ResourceDefinitions.meta.cosi.dev")
                        .build());
        assertThat(definitions.hasNext()).isTrue();
        assertThat(insecureError(11)).contains("certificate");
    }

    private String insecureError(int number) {
        return String.valueOf(refused(() -> insecure(number).machine().version(Empty.getDefaultInstance())));
    }

    @Test
    void rolesAreTheOrganizationsOfTheCertificate() {
        var admin = controlPlane(11);
        assertThat(admin.machine()
                        .version(Empty.getDefaultInstance())
                        .getMessages(0)
                        .getVersion()
                        .getTag())
                .isEqualTo("v1.9.5");
        var reader = as(11, "os:reader");
        assertThat(reader.machine().version(Empty.getDefaultInstance()).getMessagesCount())
                .isEqualTo(1);
        assertThat(refused(() -> reader.machine().reboot(RebootRequest.getDefaultInstance())))
                .satisfies(s -> assertThat(s.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED))
                .satisfies(s -> assertThat(s.getDescription()).isEqualTo("not authorized"));
        Eventually.get(() -> admin.machine().bootstrap(BootstrapRequest.getDefaultInstance()));
        var backup = as(11, "os:etcd:backup");
        assertThat(Eventually.get(() -> backup.machine()
                        .etcdSnapshot(EtcdSnapshotRequest.getDefaultInstance())
                        .next()
                        .getBytes()
                        .size()))
                .isGreaterThanOrEqualTo(32);
        assertThat(world.calls().since(0))
                .filteredOn(call -> call.operation().endsWith("/Reboot"))
                .singleElement()
                .satisfies(call -> assertThat(call.client()).isEqualTo("O=os:reader"))
                .satisfies(call -> assertThat(call.status()).isEqualTo(Status.Code.PERMISSION_DENIED.value()));
    }

    @Test
    void workersAndControlPlanesFindTheirCluster() {
        var admin = controlPlane(11);
        var second = controlPlane(12);
        Eventually.get(() -> admin.machine().bootstrap(BootstrapRequest.getDefaultInstance()));
        var worker = installed(21, SECRETS.worker("w21", endpoint(), ""));
        Eventually.get(() -> worker.machine().version(Empty.getDefaultInstance()));
        assertThat(refused(() -> worker.machine().bootstrap(BootstrapRequest.getDefaultInstance()))
                        .getDescription())
                .isEqualTo("bootstrap can only be performed on a control plane node");
        Eventually.get(() -> second.machine()
                        .etcdMemberList(EtcdMemberListRequest.getDefaultInstance())
                        .getMessages(0)
                        .getMembersCount()
                == 2);
        assertThat(refused(() -> second.machine().bootstrap(BootstrapRequest.getDefaultInstance()))
                        .getCode())
                .isEqualTo(Status.Code.ALREADY_EXISTS);

        var headers = new Metadata();
        headers.put(Metadata.Key.of("nodes", Metadata.ASCII_STRING_MARSHALLER), host(12).getHostAddress());
        headers.put(Metadata.Key.of("nodes", Metadata.ASCII_STRING_MARSHALLER), host(99).getHostAddress());
        var merged = admin.machine()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .version(Empty.getDefaultInstance());
        assertThat(merged.getMessagesList())
                .extracting(m -> m.getMetadata().getHostname())
                .containsExactly(host(12).getHostAddress(), host(99).getHostAddress());
        assertThat(merged.getMessages(1).getMetadata().getError())
                .contains("Unavailable".toUpperCase(java.util.Locale.ROOT));
        assertThat(refused(() -> worker.machine()
                                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                                .version(Empty.getDefaultInstance()))
                        .getDescription())
                .isEqualTo("no request forwarding");
    }

    @Test
    void aSecondBootstrapBeforeTheMembersMeetSplitsTheCluster() {
        var first = controlPlane(11);
        var second = controlPlane(12);
        Eventually.get(() -> first.machine().bootstrap(BootstrapRequest.getDefaultInstance()));
        second.machine().bootstrap(BootstrapRequest.getDefaultInstance());
        assertThat(world.store().table("talos-etcd").keys("")).hasSize(2);
    }

    @Test
    void aRebootKeepsEverythingAndChangesTheBootId() {
        var admin = controlPlane(11);
        Eventually.get(() -> admin.machine().bootstrap(BootstrapRequest.getDefaultInstance()));
        var before = bootId(admin);
        admin.machine().reboot(RebootRequest.getDefaultInstance());
        Eventually.get(() -> !bootId(as(11, "os:admin")).equals(before));
        var members = Eventually.get(
                () -> as(11, "os:admin").machine().etcdMemberList(EtcdMemberListRequest.getDefaultInstance()));
        assertThat(members.getMessages(0).getMembersCount()).isEqualTo(1);
    }

    private static String bootId(TalosClient client) {
        return client.machine()
                .read(ReadRequest.newBuilder()
                        .setPath("/proc/sys/kernel/random/boot_id")
                        .build())
                .next()
                .getBytes()
                .toString(StandardCharsets.UTF_8);
    }

    @Test
    void aDroppedReplyIsABootstrapThatHappened() {
        var admin = controlPlane(11);
        Eventually.get(
                () -> admin.machine().serviceList(Empty.getDefaultInstance()).getMessages(0).getServicesList().stream()
                        .anyMatch(
                                s -> s.getId().equals("kubelet") && s.getState().equals("Running")));
        world.faults()
                .arm(new Faults.Fault(Faults.Kind.DROP_REPLY, "talos", "/Bootstrap", null, 0, 1, 0, "", Duration.ZERO));
        assertThat(refused(() -> admin.machine().bootstrap(BootstrapRequest.getDefaultInstance()))
                        .getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
        Eventually.get(() -> refused(() -> admin.machine().bootstrap(BootstrapRequest.getDefaultInstance()))
                .getCode()
                .equals(Status.Code.ALREADY_EXISTS));
        assertThat(world.calls().since(0))
                .filteredOn(call -> call.operation().endsWith("/Bootstrap") && call.committed())
                .extracting(CallLog.Call::status)
                .containsExactly(0);
    }

    @Test
    void twoMachinesWithOneAddressDoNotBothAnswer() {
        computer(11);
        var client = insecure(11);
        Eventually.get(() -> refused(() -> client.machine().version(Empty.getDefaultInstance()))
                .getCode()
                .equals(Status.Code.UNIMPLEMENTED));
        var rival = Computer.at(world, 12, 11);
        computers.add(rival);
        rival.on();
        Eventually.get(() -> world.physics().intervals().size() >= 2);
        assertThat(world.lan().claim(host(11), "bc:24:11:00:00:0c")).isFalse();
        computers.getFirst().cut();
        Eventually.get(() -> refused(() -> insecure(11).machine().version(Empty.getDefaultInstance()))
                .getCode()
                .equals(Status.Code.UNIMPLEMENTED));
    }
}

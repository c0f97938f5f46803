package io.homelab.activities.talos;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.homelab.activities.talos.wire.CosiResource;
import io.homelab.activities.talos.wire.MachineServiceGrpc;
import io.homelab.activities.talos.wire.StateGrpc;
import io.homelab.activities.talos.wire.TalosCommon;
import io.homelab.activities.talos.wire.TalosMachine;
import io.homelab.lab.secrets.Secret;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The verbs of one Talos node. One channel per node and never the {@code nodes} header, which hides failures inside
 * answers that look well (facts: talos A1).
 */
final class TalosNode implements AutoCloseable {
    /** Full names of the methods that change nothing. */
    static final Set<String> READS = Set.of(
            "machine.MachineService/Version",
            "machine.MachineService/ServiceList",
            "machine.MachineService/EtcdMemberList",
            "machine.MachineService/Kubeconfig",
            "cosi.resource.State/Get");

    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Duration CALL = Duration.ofSeconds(20);

    private final ManagedChannel channel;
    private final String where;

    TalosNode(ManagedChannel channel, String where) {
        this.channel = channel;
        this.where = where;
    }

    String version() {
        return call(() -> machine()
                .version(Empty.getDefaultInstance())
                .getMessages(0)
                .getVersion()
                .getTag());
    }

    /** A COSI resource's spec; empty when there is none. */
    Optional<JsonNode> resource(String namespace, String type, String id) {
        try {
            var answer = call(() -> StateGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .get(CosiResource.GetRequest.newBuilder()
                            .setNamespace(namespace)
                            .setType(type)
                            .setId(id)
                            .build()));
            return Optional.of(YAML.readTree(answer.getResource().getSpec().getYamlSpec()));
        } catch (TalosFailure e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** SMBIOS uuid, lower case: which machine this is, whatever its address. */
    Optional<String> uuid() {
        return resource("hardware", "SystemInformations.hardware.talos.dev", "systeminformation")
                .map(spec -> spec.path("uuid").asString("").toLowerCase(java.util.Locale.ROOT));
    }

    /** Such as {@code maintenance}, {@code installing}, {@code running}; and what it still waits for. */
    Stage stage() {
        var spec = resource("runtime", "MachineStatuses.runtime.talos.dev", "machine");
        if (spec.isEmpty()) {
            return new Stage("unknown", false, "");
        }
        var unmet = spec.get()
                .path("status")
                .path("unmetConditions")
                .valueStream()
                .map(c -> c.path("name").asString("") + ": " + c.path("reason").asString(""))
                .toList();
        return new Stage(
                spec.get().path("stage").asString("unknown").toLowerCase(java.util.Locale.ROOT),
                spec.get().path("status").path("ready").asBoolean(false),
                String.join(", ", unmet));
    }

    /** Where a node stands. */
    record Stage(String name, boolean ready, String unmet) {}

    /** The active machine configuration, if the caller may read it. */
    Optional<JsonNode> machineConfig() {
        return resource("config", "MachineConfigs.config.talos.dev", "v1alpha1");
    }

    /** Applies a configuration; what mode it chose and why. */
    String apply(Secret config, boolean dryRun) {
        var bytes = config.bytes();
        var request = TalosMachine.ApplyConfigurationRequest.newBuilder()
                .setData(ByteString.copyFrom(bytes))
                .setMode(TalosMachine.ApplyConfigurationRequest.Mode.AUTO)
                .setDryRun(dryRun)
                .build();
        return call(() -> machine().applyConfiguration(request).getMessages(0).getModeDetails());
    }

    void bootstrap() {
        call(() -> machine().bootstrap(TalosMachine.BootstrapRequest.getDefaultInstance()));
    }

    List<String> etcdMembers() {
        return call(() -> machine()
                .etcdMemberList(TalosMachine.EtcdMemberListRequest.getDefaultInstance())
                .getMessages(0)
                .getMembersList()
                .stream()
                .map(TalosMachine.EtcdMember::getHostname)
                .toList());
    }

    /** Health of a service; empty when the node has none of that name. */
    Optional<Boolean> healthy(String service) {
        return call(() -> machine().serviceList(Empty.getDefaultInstance()).getMessages(0).getServicesList().stream()
                .filter(s -> s.getId().equals(service))
                .map(s -> s.getHealth().getHealthy())
                .findFirst());
    }

    /** The kubeconfig as a .tar.gz whose tar is never closed: read it with {@link KubeconfigArchive}. */
    byte[] kubeconfigArchive() {
        return call(() -> {
            var bytes = new ByteArrayOutputStream();
            var chunks = machine().kubeconfig(Empty.getDefaultInstance());
            while (chunks.hasNext()) {
                TalosCommon.Data chunk = chunks.next();
                bytes.writeBytes(chunk.getBytes().toByteArray());
            }
            return bytes.toByteArray();
        });
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private MachineServiceGrpc.MachineServiceBlockingStub machine() {
        return MachineServiceGrpc.newBlockingStub(channel).withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> T call(Supplier<T> calling) {
        try {
            return calling.get();
        } catch (StatusRuntimeException e) {
            throw TalosFailure.of(e, where);
        }
    }
}

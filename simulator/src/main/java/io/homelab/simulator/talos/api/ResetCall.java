package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.Progress;
import io.homelab.simulator.talos.node.Stage;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.Reset;
import io.homelab.simulator.talos.wire.ResetPartitionSpec;
import io.homelab.simulator.talos.wire.ResetRequest;
import io.homelab.simulator.talos.wire.ResetResponse;
import java.util.UUID;

/** Wipes a machine. */
final class ResetCall {
    private ResetCall() {}

    static ResetResponse reset(TalosNode node, ResetRequest request) throws StatusException {
        PowerCalls.unlocked(node);
        for (var device : request.getUserDisksToWipeList()) {
            if (node.hardware().disks().stream().noneMatch(d -> d.device().equals(device))) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("failed to find disk " + device)
                        .asException();
            }
        }
        var actor = UUID.randomUUID().toString();
        var answer = ResetResponse.newBuilder()
                .addMessages(Reset.newBuilder().setActorId(actor))
                .build();
        var etcd = node.services().etcd();
        var member = node.config().map(MachineConfig::controlPlane).orElse(false) && etcd.progress() == Progress.UP;
        if (request.getGraceful() && member) {
            var cluster = etcd.state().orElseThrow();
            // The call is accepted and the sequence fails: the last member has nobody to hand over to.
            if (cluster.members().size() < 2 || !node.site().quorum(cluster)) {
                node.failSequence(
                        "reset", "failed to leave etcd cluster: cannot remove the last healthy member", actor);
                return answer;
            }
            etcd.leave();
        }
        node.goDown(Stage.RESETTING, actor, () -> {
            wipe(node, request);
            if (request.getReboot()) {
                node.restart();
            } else {
                node.off();
            }
        });
        return answer;
    }

    private static void wipe(TalosNode node, ResetRequest request) {
        for (var disk : node.hardware().disks()) {
            if (request.getUserDisksToWipeList().contains(disk.device())) {
                disk.wipe();
            }
        }
        if (request.getMode() == ResetRequest.WipeMode.USER_DISKS) {
            return;
        }
        if (request.getSystemPartitionsToWipeCount() == 0) {
            node.wipeSystemDisk();
        } else {
            request.getSystemPartitionsToWipeList().stream()
                    .filter(ResetPartitionSpec::getWipe)
                    .map(ResetPartitionSpec::getLabel)
                    .forEach(node::wipePartition);
        }
    }
}

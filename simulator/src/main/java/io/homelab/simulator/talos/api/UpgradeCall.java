package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.config.InstallerImage;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.Upgrade;
import io.homelab.simulator.talos.wire.UpgradeRequest;
import io.homelab.simulator.talos.wire.UpgradeResponse;
import java.util.UUID;

/** Another version of Talos onto the system disk. */
final class UpgradeCall {
    private UpgradeCall() {}

    static UpgradeResponse upgrade(TalosNode node, UpgradeRequest request) throws StatusException {
        var installer = checked(node, request.getImage(), request.getForce());
        var actor = UUID.randomUUID().toString();
        node.upgrade(installer, actor, true);
        return UpgradeResponse.newBuilder()
                .addMessages(
                        Upgrade.newBuilder().setAck("Upgrade request received").setActorId(actor))
                .build();
    }

    static InstallerImage checked(TalosNode node, String image, boolean force) throws StatusException {
        PowerCalls.unlocked(node);
        if (node.systemDisk().isEmpty()) {
            throw Status.FAILED_PRECONDITION.withDescription("not installed").asException();
        }
        var installer = InstallerImage.parse(image).orElseThrow(() -> Status.UNKNOWN
                .withDescription("error validating installer image \"" + image + "\": failed to pull image: not found")
                .asException());
        if (!force && node.config().map(MachineConfig::controlPlane).orElse(false)) {
            var cluster = node.services().etcd().state();
            // One member less must still be a quorum, unless there is only this one.
            if (cluster.isPresent()
                    && cluster.get().members().size() > 1
                    && node.site().live(cluster.get().id()) - 1
                            <= cluster.get().members().size() / 2) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("error validating etcd for upgrade: etcd member is unhealthy")
                        .asException();
            }
        }
        return installer;
    }
}

package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.node.Stage;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.Reboot;
import io.homelab.simulator.talos.wire.RebootResponse;
import io.homelab.simulator.talos.wire.RollbackResponse;
import io.homelab.simulator.talos.wire.Shutdown;
import io.homelab.simulator.talos.wire.ShutdownResponse;
import java.util.UUID;

/** Calls that take the machine down. */
final class PowerCalls {
    private PowerCalls() {}

    /** One sequence at a time: Talos locks its sequencer. */
    static void unlocked(TalosNode node) throws StatusException {
        if (node.stage() != Stage.RUNNING && node.stage() != Stage.BOOTING) {
            throw Status.UNKNOWN
                    .withDescription("failed to acquire lock: already locked")
                    .asException();
        }
    }

    static RebootResponse reboot(TalosNode node) throws StatusException {
        unlocked(node);
        var actor = UUID.randomUUID().toString();
        node.goDown(Stage.REBOOTING, actor, node::restart);
        return RebootResponse.newBuilder()
                .addMessages(Reboot.newBuilder().setActorId(actor))
                .build();
    }

    static ShutdownResponse shutdown(TalosNode node) throws StatusException {
        unlocked(node);
        var actor = UUID.randomUUID().toString();
        node.goDown(Stage.SHUTTING_DOWN, actor, node::off);
        return ShutdownResponse.newBuilder()
                .addMessages(Shutdown.newBuilder().setActorId(actor))
                .build();
    }

    static RollbackResponse rollback(TalosNode node) throws StatusException {
        throw Status.FAILED_PRECONDITION
                .withDescription("cannot rollback " + node.hostname() + ": no fallback boot entry")
                .asException();
    }
}

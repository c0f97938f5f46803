package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.node.SystemDisk;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.MetaDelete;
import io.homelab.simulator.talos.wire.MetaDeleteRequest;
import io.homelab.simulator.talos.wire.MetaDeleteResponse;
import io.homelab.simulator.talos.wire.MetaWrite;
import io.homelab.simulator.talos.wire.MetaWriteRequest;
import io.homelab.simulator.talos.wire.MetaWriteResponse;

/** Keys of the META partition. */
final class MetaCalls {
    private static final int KEYS = 256;

    private MetaCalls() {}

    static MetaWriteResponse write(TalosNode node, MetaWriteRequest request) throws StatusException {
        disk(node, request.getKey()).meta(request.getKey(), request.getValue().toByteArray());
        return MetaWriteResponse.newBuilder()
                .addMessages(MetaWrite.getDefaultInstance())
                .build();
    }

    static MetaDeleteResponse delete(TalosNode node, MetaDeleteRequest request) throws StatusException {
        if (!disk(node, request.getKey()).forgetMeta(request.getKey())) {
            throw Status.NOT_FOUND.withDescription("meta key not found").asException();
        }
        return MetaDeleteResponse.newBuilder()
                .addMessages(MetaDelete.getDefaultInstance())
                .build();
    }

    private static SystemDisk disk(TalosNode node, int key) throws StatusException {
        if (key < 0 || key >= KEYS) {
            throw Status.INVALID_ARGUMENT.withDescription("key must be a uint8").asException();
        }
        return node.systemDisk().orElseThrow(() -> Status.FAILED_PRECONDITION
                .withDescription("META partition is not available")
                .asException());
    }
}

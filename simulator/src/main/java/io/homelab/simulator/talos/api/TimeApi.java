package io.homelab.simulator.talos.api;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.time.TimeOfNode;
import io.homelab.simulator.talos.wire.time.TimeRequest;
import io.homelab.simulator.talos.wire.time.TimeResponse;
import io.homelab.simulator.talos.wire.time.TimeServiceGrpc;

/** The clock of the node beside that of its time server, which here is the same. */
final class TimeApi extends TimeServiceGrpc.TimeServiceImplBase {
    private static final String SERVER = "time.cloudflare.com";

    @Override
    public void time(Empty request, StreamObserver<TimeResponse> out) {
        Dispatch.unary(out, TimeResponse.getDefaultInstance(), node -> told(node, SERVER));
    }

    @Override
    public void timeCheck(TimeRequest request, StreamObserver<TimeResponse> out) {
        Dispatch.unary(out, TimeResponse.getDefaultInstance(), node -> told(node, request.getServer()));
    }

    private static TimeResponse told(TalosNode node, String server) {
        var now = Instants.proto(node.site().world().clock().now());
        return TimeResponse.newBuilder()
                .addMessages(TimeOfNode.newBuilder()
                        .setServer(server)
                        .setLocaltime(now)
                        .setRemotetime(now))
                .build();
    }
}

package io.homelab.simulator.talos.api;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.wire.ApplyConfigurationRequest;
import io.homelab.simulator.talos.wire.ApplyConfigurationResponse;
import io.homelab.simulator.talos.wire.MachineServiceGrpc;
import io.homelab.simulator.talos.wire.MetaWriteRequest;
import io.homelab.simulator.talos.wire.MetaWriteResponse;
import io.homelab.simulator.talos.wire.ResetRequest;
import io.homelab.simulator.talos.wire.ResetResponse;
import io.homelab.simulator.talos.wire.UpgradeRequest;
import io.homelab.simulator.talos.wire.UpgradeResponse;
import io.homelab.simulator.talos.wire.VersionResponse;

/** The machine API before there is a configuration: it takes one, and little else. */
final class MaintenanceApi extends MachineServiceGrpc.MachineServiceImplBase {
    @Override
    public void applyConfiguration(ApplyConfigurationRequest request, StreamObserver<ApplyConfigurationResponse> out) {
        Dispatch.unary(
                out, ApplyConfigurationResponse.getDefaultInstance(), node -> FirstConfiguration.apply(node, request));
    }

    @Override
    public void version(Empty request, StreamObserver<VersionResponse> out) {
        Dispatch.unary(out, VersionResponse.getDefaultInstance(), node -> {
            // From 1.13 on one server answers in both modes.
            if (node.minor() < 13) {
                throw Status.UNIMPLEMENTED
                        .withDescription("API is not implemented in maintenance mode")
                        .asException();
            }
            return Facts.version(node);
        });
    }

    @Override
    public void upgrade(UpgradeRequest request, StreamObserver<UpgradeResponse> out) {
        refuse(out);
    }

    @Override
    public void reset(ResetRequest request, StreamObserver<ResetResponse> out) {
        refuse(out);
    }

    @Override
    public void metaWrite(MetaWriteRequest request, StreamObserver<MetaWriteResponse> out) {
        refuse(out);
    }

    private static void refuse(StreamObserver<?> out) {
        out.onError(Status.UNIMPLEMENTED
                .withDescription("API is not implemented in maintenance mode")
                .asException());
    }
}

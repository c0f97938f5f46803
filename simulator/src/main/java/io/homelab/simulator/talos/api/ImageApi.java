package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.config.InstallerImage;
import io.homelab.simulator.talos.wire.ImageServiceGrpc;
import io.homelab.simulator.talos.wire.ImageServicePullRequest;
import io.homelab.simulator.talos.wire.ImageServicePullResponse;

/** Images from 1.13 on: a client pulls the installer before it upgrades. */
final class ImageApi extends ImageServiceGrpc.ImageServiceImplBase {
    @Override
    public void pull(ImageServicePullRequest request, StreamObserver<ImageServicePullResponse> out) {
        Dispatch.<ImageServicePullResponse>stream(out, (node, to) -> {
            if (request.getImageRef().contains("installer")
                    && InstallerImage.parse(request.getImageRef()).isEmpty()) {
                throw Status.NOT_FOUND
                        .withDescription("failed to pull image \"" + request.getImageRef() + "\": not found")
                        .asException();
            }
            to.accept(ImageServicePullResponse.newBuilder()
                    .setName(request.getImageRef())
                    .build());
        });
    }
}

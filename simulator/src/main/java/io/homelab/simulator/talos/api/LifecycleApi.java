package io.homelab.simulator.talos.api;

import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.wire.LifecycleProgress;
import io.homelab.simulator.talos.wire.LifecycleProgressResponse;
import io.homelab.simulator.talos.wire.LifecycleServiceGrpc;
import io.homelab.simulator.talos.wire.LifecycleUpgradeRequest;
import java.util.UUID;
import java.util.function.Consumer;

/** Upgrades from 1.13 on: they install and do not reboot. */
final class LifecycleApi extends LifecycleServiceGrpc.LifecycleServiceImplBase {
    @Override
    public void upgrade(LifecycleUpgradeRequest request, StreamObserver<LifecycleProgressResponse> out) {
        Dispatch.<LifecycleProgressResponse>stream(out, (node, to) -> {
            var image = request.getSource().getImageName();
            var installer = UpgradeCall.checked(node, image, false);
            node.upgrade(installer, UUID.randomUUID().toString(), false);
            Call.current().committed().set(true);
            say(to, LifecycleProgress.newBuilder().setMessage("running installer " + image));
            say(to, LifecycleProgress.newBuilder().setExitCode(0));
        });
    }

    private static void say(Consumer<LifecycleProgressResponse> to, LifecycleProgress.Builder progress) {
        to.accept(LifecycleProgressResponse.newBuilder().setProgress(progress).build());
    }
}

package io.homelab.simulator.talos.api;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.ClusterServiceGrpc;
import io.homelab.simulator.talos.wire.HealthCheckProgress;
import io.homelab.simulator.talos.wire.HealthCheckRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** The health check that runs on a machine and tells its progress in prose. */
final class ClusterApi extends ClusterServiceGrpc.ClusterServiceImplBase {
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckProgress> out) {
        Dispatch.<HealthCheckProgress>stream(out, (node, to) -> run(node, request, to));
    }

    private static void run(TalosNode node, HealthCheckRequest request, Consumer<HealthCheckProgress> to)
            throws StatusException {
        EtcdCalls.onlyControlPlane(node, "health check");
        var wait = request.hasWaitTimeout()
                ? Duration.ofSeconds(request.getWaitTimeout().getSeconds())
                : LONGEST;
        var deadline = System.nanoTime() + wait.toNanos();
        say(to, "discovered nodes: " + HealthChecks.discovered(node, request));
        for (var check : HealthChecks.all(request)) {
            await(node, check, deadline, to);
        }
    }

    private static void await(TalosNode node, HealthChecks.Check check, long deadline, Consumer<HealthCheckProgress> to)
            throws StatusException {
        say(to, "waiting for " + check.name() + ": ...");
        var told = "...";
        while (true) {
            var complaint = check.complaint(node);
            if (complaint.isEmpty()) {
                say(to, "waiting for " + check.name() + ": OK");
                return;
            }
            if (!complaint.equals(told)) {
                told = complaint;
                say(to, "waiting for " + check.name() + ": " + complaint);
            }
            if (System.nanoTime() > deadline) {
                throw Status.DEADLINE_EXCEEDED
                        .withDescription("healthcheck error: " + complaint)
                        .asException();
            }
            if (Context.current().isCancelled()) {
                throw Status.CANCELLED.asException();
            }
            Pause.of(BETWEEN);
        }
    }

    private static void say(Consumer<HealthCheckProgress> to, String message) {
        to.accept(HealthCheckProgress.newBuilder().setMessage(message).build());
    }
}

package io.homelab.simulator.talos.api;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.homelab.simulator.world.Faults;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call whose answer may be lost or late, and is recorded when it goes out. */
final class WatchedCall<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
    private final Faults.@Nullable Fault fault;
    private final Runnable cutter;
    private final Consumer<@Nullable Status> recorder;
    private final AtomicBoolean delayed = new AtomicBoolean();

    WatchedCall(
            ServerCall<Q, R> call, Faults.@Nullable Fault fault, Runnable cutter, Consumer<@Nullable Status> recorder) {
        super(call);
        this.fault = fault;
        this.cutter = cutter;
        this.recorder = recorder;
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (!drops()) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public void sendMessage(R message) {
        if (drops()) {
            return;
        }
        delay();
        super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (drops()) {
            recorder.accept(null);
            cutter.run();
            return;
        }
        delay();
        var told = inGo(status);
        recorder.accept(told);
        super.close(told, trailers);
    }

    /** Go's words for a method that a service lacks, which Talos' users search for. */
    private Status inGo(Status status) {
        var text = status.getDescription();
        return status.getCode() == Status.Code.UNIMPLEMENTED && text != null && text.startsWith("Method ")
                ? Status.UNIMPLEMENTED.withDescription(
                        "method " + getMethodDescriptor().getBareMethodName() + " not implemented")
                : status;
    }

    private boolean drops() {
        var met = fault;
        return met != null && met.kind() == Faults.Kind.DROP_REPLY;
    }

    private void delay() {
        var met = fault;
        if (met != null && met.kind() == Faults.Kind.DELAY_REPLY && delayed.compareAndSet(false, true)) {
            Pause.of(met.delay());
        }
    }
}

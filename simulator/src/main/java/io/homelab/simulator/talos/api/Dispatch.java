package io.homelab.simulator.talos.api;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.Metadata;
import io.homelab.simulator.talos.wire.RpcStatus;
import io.homelab.simulator.world.Faults;
import java.util.function.Consumer;

/** Takes a call to the machines that it is for and merges their answers as apid does. */
final class Dispatch {
    private Dispatch() {}

    /** What one machine does for a unary call. */
    interface Work<R extends Message> {
        R of(TalosNode node) throws StatusException;
    }

    /** What one machine does for a stream. */
    interface Flow<R extends Message> {
        /** Sends through {@code out} and returns when all is sent. */
        void of(TalosNode node, Consumer<R> out) throws StatusException;
    }

    static <R extends Message> void unary(StreamObserver<R> out, R empty, Work<R> work) {
        var call = Call.current();
        try {
            out.onNext(answer(call, empty, work));
            out.onCompleted();
        } catch (StatusException e) {
            out.onError(e);
        } catch (RuntimeException e) {
            out.onError(
                    Status.UNKNOWN.withDescription(e.toString()).withCause(e).asException());
        }
    }

    private static <R extends Message> R answer(Call call, R empty, Work<R> work) throws StatusException {
        var route = call.route();
        if (!route.merged()) {
            var node = route.names().isEmpty()
                    ? route.own()
                    : route.resolve(route.names().getFirst());
            return done(call, node, work);
        }
        var merged = empty.toBuilder();
        var messages = empty.getDescriptorForType().findFieldByNumber(1);
        for (var name : route.names()) {
            try {
                for (var item :
                        done(call, route.resolve(name), work).getAllFields().values()) {
                    for (var message : (Iterable<?>) item) {
                        merged.addRepeatedField(messages, marked((Message) message, name));
                    }
                }
            } catch (StatusException e) {
                // A machine that fails does not fail the call: its message carries the error.
                merged.addRepeatedField(messages, failed(merged.newBuilderForField(messages), name, e));
            }
        }
        @SuppressWarnings("unchecked")
        var result = (R) merged.build();
        return result;
    }

    private static <R extends Message> R done(Call call, TalosNode node, Work<R> work) throws StatusException {
        var answer = work.of(node);
        if (Rules.mutates(call.method())) {
            call.committed().set(true);
        }
        var fault = call.fault();
        if (fault != null && fault.kind() == Faults.Kind.DUPLICATE) {
            Thread.startVirtualThread(Context.current().wrap(() -> {
                Pause.of(fault.delay());
                try {
                    work.of(node);
                } catch (StatusException e) {
                    org.slf4j.LoggerFactory.getLogger(Dispatch.class)
                            .debug("the duplicate of {} was refused: {}", call.method(), e.getMessage());
                }
            }));
        }
        return answer;
    }

    static Message marked(Message message, String hostname) {
        var field = message.getDescriptorForType().findFieldByName("metadata");
        if (field == null) {
            return message;
        }
        return message.toBuilder()
                .setField(field, Metadata.newBuilder().setHostname(hostname).build())
                .build();
    }

    private static Message failed(Message.Builder message, String hostname, StatusException e) {
        var status = e.getStatus();
        var text = "rpc error: code = " + status.getCode() + " desc = " + status.getDescription();
        return message.setField(
                        message.getDescriptorForType().findFieldByName("metadata"),
                        Metadata.newBuilder()
                                .setHostname(hostname)
                                .setError(text)
                                .setStatus(RpcStatus.newBuilder()
                                        .setCode(status.getCode().value())
                                        .setMessage(String.valueOf(status.getDescription())))
                                .build())
                .build();
    }

    static <R extends Message> void stream(StreamObserver<R> out, Flow<R> flow) {
        var call = Call.current();
        var route = call.route();
        try {
            if (!route.merged()) {
                var node = route.names().isEmpty()
                        ? route.own()
                        : route.resolve(route.names().getFirst());
                flow.of(node, out::onNext);
            } else {
                for (var name : route.names()) {
                    flow.of(route.resolve(name), item -> {
                        @SuppressWarnings("unchecked")
                        var marked = (R) marked(item, name);
                        out.onNext(marked);
                    });
                }
            }
            out.onCompleted();
        } catch (StatusException e) {
            out.onError(e);
        } catch (RuntimeException e) {
            if (!((ServerCallStreamObserver<R>) out).isCancelled()) {
                out.onError(Status.UNKNOWN
                        .withDescription(e.toString())
                        .withCause(e)
                        .asException());
            }
        }
    }
}

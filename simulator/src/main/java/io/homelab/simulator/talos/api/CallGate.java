package io.homelab.simulator.talos.api;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.Faults;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Every call passes here: who calls, whom it is for, what goes wrong, and the record of it. */
final class CallGate implements ServerInterceptor {
    private static final Metadata.Key<String> BAGGAGE =
            Metadata.Key.of(CallLog.BAGGAGE, Metadata.ASCII_STRING_MARSHALLER);

    private final TalosNode node;
    private final boolean maintenance;
    private final Connections connections;

    CallGate(TalosNode node, boolean maintenance, Connections connections) {
        this.node = node;
        this.maintenance = maintenance;
        this.connections = connections;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        var full = call.getMethodDescriptor().getFullMethodName();
        var method = full.substring(full.indexOf('/') + 1);
        var caller = Caller.of(call.getAttributes());
        Route route;
        try {
            route = maintenance ? new Route(node, java.util.List.of(), false) : Route.of(node, headers, full);
            if (!maintenance && !Rules.allows(method, caller.roles())) {
                throw Status.PERMISSION_DENIED.withDescription("not authorized").asException();
            }
        } catch (StatusException refused) {
            call.close(refused.getStatus(), new Metadata());
            record(full, new Route(node, java.util.List.of(), false), headers, caller, false, refused.getStatus());
            return new ServerCall.Listener<>() {};
        }
        var fault = node.site().world().faults().meet("talos", "/" + full, route.target());
        var context = new Call(method, route, caller, fault.orElse(null), new AtomicBoolean());
        var cutter = (Runnable) () -> connections.cut(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        var kind = fault.map(Faults.Fault::kind).orElse(null);
        if (kind == Faults.Kind.CUT) {
            record(full, route, headers, caller, false, null);
            cutter.run();
            return new ServerCall.Listener<>() {};
        }
        if (kind == Faults.Kind.STATUS) {
            var status = Status.fromCodeValue(fault.orElseThrow().status())
                    .withDescription(fault.orElseThrow().message());
            call.close(status, new Metadata());
            record(full, route, headers, caller, false, status);
            return new ServerCall.Listener<>() {};
        }
        if (kind == Faults.Kind.DELAY) {
            Pause.of(fault.orElseThrow().delay());
        }
        var watched = new WatchedCall<>(
                call,
                fault.orElse(null),
                cutter,
                status ->
                        record(full, route, headers, caller, context.committed().get(), status));
        return Contexts.interceptCall(Context.current().withValue(Call.KEY, context), watched, headers, next);
    }

    private void record(
            String full,
            Route route,
            Metadata headers,
            Caller caller,
            boolean committed,
            @org.jspecify.annotations.Nullable Status status) {
        var method = full.substring(full.indexOf('/') + 1);
        node.site()
                .world()
                .calls()
                .record(new CallLog.Draft(
                        "talos",
                        "/" + full,
                        route.target(),
                        Rules.mutates(method),
                        committed,
                        caller.name(),
                        status == null ? 0 : status.getCode().value(),
                        details(headers, status)));
    }

    private static Map<String, String> details(Metadata headers, @org.jspecify.annotations.Nullable Status status) {
        var details = new HashMap<String, String>();
        if (status != null && status.getDescription() != null) {
            details.put("message", status.getDescription());
        }
        Optional.ofNullable(headers.get(BAGGAGE)).ifPresent(baggage -> details.put(CallLog.BAGGAGE, baggage));
        return details;
    }
}

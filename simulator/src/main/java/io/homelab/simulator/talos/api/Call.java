package io.homelab.simulator.talos.api;

import io.grpc.Context;
import io.homelab.simulator.world.Faults;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call under way.
 *
 * @param committed whether it changed something
 */
record Call(String method, Route route, Caller caller, Faults.@Nullable Fault fault, AtomicBoolean committed) {
    static final Context.Key<Call> KEY = Context.key("call");

    static Call current() {
        return KEY.get();
    }

    /** What the work behind this call is to fail with, if it is to fail. */
    @Nullable
    String taskFailure() {
        var met = fault;
        return met != null && (met.kind() == Faults.Kind.TASK_FAILS || met.kind() == Faults.Kind.TASK_VANISHES)
                ? met.message()
                : null;
    }
}

package io.homelab.activities.transport;

import java.util.function.Supplier;

/** The read-only mode in which plans and checks are made: any mutating call throws instead of leaving the machine. */
public final class ReadOnly {
    private static final ScopedValue<Boolean> ON = ScopedValue.newInstance();

    private ReadOnly() {}

    /** Runs something that must not write anywhere. */
    public static <T> T call(Supplier<T> looking) {
        return ScopedValue.where(ON, true).call(looking::get);
    }

    /** Called by every transport before a mutating call leaves. */
    public static void check(String call) {
        if (ON.isBound() && ON.get()) {
            throw new IllegalStateException("a plan tried to write: " + call);
        }
    }
}

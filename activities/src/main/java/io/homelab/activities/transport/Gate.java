package io.homelab.activities.transport;

import io.grpc.ManagedChannel;
import java.io.Closeable;
import java.util.Optional;

/**
 * What every call passes on its way out and back, and what hears of every connection. In a real lab it is open; chaos
 * rehearsals die here.
 */
public interface Gate {
    /** Lets everything through. */
    Gate OPEN = call -> () -> {};

    /** The call is about to leave; it leaves when this returns. */
    Passage leave(Call call);

    /** A socket or a client was opened; it may be closed already. */
    default void opened(Closeable connection) {
        // nobody cuts connections in a real lab
    }

    /** A channel was opened; it may be shut down already. */
    default void opened(ManagedChannel channel) {
        // nobody cuts connections in a real lab
    }

    /** A call under way. */
    interface Passage {
        /** The answer is here, and nobody has seen it yet; not called when none came. Any thread may call it. */
        void back();
    }

    /**
     * A call to a system.
     *
     * @param operation with placeholders, such as {@code POST /nodes/{node}/qemu}
     */
    record Call(String system, String operation, boolean mutating, Optional<Origin> origin) {
        static Call now(String system, String operation, boolean mutating) {
            return new Call(system, operation, mutating, Origin.current());
        }

        /** What travels with the call, if it has an origin. */
        Optional<String> baggage() {
            return origin.map(o -> o.baggage(system, operation));
        }
    }
}

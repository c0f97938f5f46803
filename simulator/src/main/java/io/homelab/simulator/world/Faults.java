package io.homelab.simulator.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to go wrong. A face asks once per call, before it does anything, and obeys. */
public interface Faults {
    /** The fault that this call meets, if any; a fault with a count is used up by it. */
    Optional<Fault> meet(String system, String operation, String target);

    /** Arms a fault. */
    void arm(Fault fault);

    /** Disarms every fault. */
    void clear();

    /** Faults that are armed and not used up. */
    default List<Fault> armed() {
        return List.of();
    }

    /** How a call goes wrong. */
    enum Kind {
        /** The call is done, then the connection is cut without an answer. */
        DROP_REPLY,
        /** The connection is cut before anything is done. */
        CUT,
        /** The answer is delayed; the call is done first. */
        DELAY_REPLY,
        /** The call is delayed before it is done. */
        DELAY,
        /** Answered with {@link Fault#status} and {@link Fault#message}, and not done. */
        STATUS,
        /** The call is done, then answered as by a proxy that waited too long: {@link Fault#status} and {@link Fault#message}. */
        STATUS_AFTER,
        /** Accepted, but the work behind it (a task) fails with {@link Fault#message}. */
        TASK_FAILS,
        /** Accepted, but the worker of the task vanishes: Proxmox says {@code unexpected status}. */
        TASK_VANISHES,
        /** The call is done twice, the second time {@link Fault#delay} after the first: a late duplicate. */
        DUPLICATE
    }

    /**
     * One armed fault.
     *
     * @param system which system, or null for any
     * @param operation a substring of the operation, or null for any
     * @param target the exact target, or null for any
     * @param skip how many matching calls pass before it bites
     * @param times how often it bites; 0 is for ever
     * @param delay how long, where the kind speaks of a delay; with the status 429, how long the caller is to stay away
     */
    record Fault(
            Kind kind,
            @Nullable String system,
            @Nullable String operation,
            @Nullable String target,
            int skip,
            int times,
            int status,
            String message,
            Duration delay) {}
}

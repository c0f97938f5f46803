package io.homelab.simulator.web;

import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import io.homelab.simulator.world.ScaledPhysics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries out a call as the armed faults have it, and records it. Delays of faults are real time, not scaled. */
public final class Observed {
    private static final int TOO_MANY = 429;

    private final String system;
    private final Faults faults;
    private final CallLog calls;
    private final ScaledPhysics timer;

    public Observed(String system, Faults faults, CallLog calls, ScaledPhysics timer) {
        this.system = system;
        this.faults = faults;
        this.calls = calls;
        this.timer = timer;
    }

    /** Does the call. */
    public Reply run(Subject subject, Work work) {
        var met = faults.meet(system, subject.operation(), subject.target());
        if (met.isEmpty()) {
            return once(subject, work, met);
        }
        var fault = met.get();
        return switch (fault.kind()) {
            case CUT -> {
                note(subject, Outcome.refused(Reply.nothing()), 0, fault.kind());
                yield Reply.nothing();
            }
            case STATUS -> {
                var reply = slowing(work.refuse(fault), fault);
                note(subject, Outcome.refused(reply), reply.status(), fault.kind());
                yield reply;
            }
            case DROP_REPLY -> {
                note(subject, work.run(met), 0, fault.kind());
                yield Reply.nothing();
            }
            case STATUS_AFTER -> {
                var reply = work.refuse(fault);
                note(subject, work.run(met), reply.status(), fault.kind());
                yield reply;
            }
            case DELAY -> {
                pause(fault.delay());
                yield once(subject, work, met);
            }
            case DELAY_REPLY -> once(subject, work, met).after(fault.delay());
            case DUPLICATE -> {
                var reply = once(subject, work, met);
                timer.later(fault.delay(), () -> once(subject, work, met));
                yield reply;
            }
            case TASK_FAILS, TASK_VANISHES -> once(subject, work, met);
        };
    }

    /** A server that is asked too often may say for how long it wants to be left alone. */
    private static Reply slowing(Reply reply, Fault fault) {
        var seconds = fault.delay().toSeconds();
        return fault.status() == TOO_MANY && seconds > 0 ? reply.with("Retry-After", Long.toString(seconds)) : reply;
    }

    private Reply once(Subject subject, Work work, Optional<Fault> fault) {
        var outcome = work.run(fault);
        note(subject, outcome, outcome.reply().status(), fault.map(Fault::kind).orElse(null));
        return outcome.reply();
    }

    private void note(Subject subject, Outcome outcome, int status, @Nullable Kind kind) {
        var details = new HashMap<>(outcome.details());
        if (kind != null) {
            details.put("fault", kind.name());
        }
        subject.baggage().ifPresent(baggage -> details.put(CallLog.BAGGAGE, baggage));
        calls.record(new CallLog.Draft(
                system,
                subject.operation(),
                outcome.target().orElse(subject.target()),
                subject.mutating(),
                outcome.committed(),
                outcome.client(),
                status,
                details));
    }

    private static void pause(Duration delay) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /** What the call is about, and what the caller wants remembered of it. */
    public record Subject(String operation, String target, boolean mutating, Optional<String> baggage) {}

    /** What came of it; the target is set when only the work could know it. */
    public record Outcome(
            Reply reply, boolean committed, String client, Optional<String> target, Map<String, String> details) {
        public static Outcome of(Reply reply, boolean committed, String client) {
            return new Outcome(reply, committed, client, Optional.empty(), Map.of());
        }

        static Outcome refused(Reply reply) {
            return of(reply, false, "anonymous");
        }
    }

    /** A call that can be done, again if a fault wants it. */
    public interface Work {
        /** Does it; a fault about tasks is for the work itself to obey. */
        Outcome run(Optional<Fault> fault);

        /** Answers with the fault's status and message in this system's shape. */
        Reply refuse(Fault fault);
    }
}

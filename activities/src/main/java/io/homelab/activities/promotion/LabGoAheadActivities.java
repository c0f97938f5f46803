package io.homelab.activities.promotion;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Freeze;
import io.homelab.lab.freeze.FreezeCalendar;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.promotion.GoAheadActivities;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the switch, and the freeze windows of the lab file as it is now: who writes one down means it at once, not from the next
 * snapshot on. What cannot be read is no go-ahead.
 */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabGoAheadActivities implements GoAheadActivities {
    private static final Duration ATTEMPT = Duration.ofMinutes(20);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Reading the whole lab file each second of a night would be work for nothing. */
    private static final Duration READING = Duration.ofSeconds(10);

    private final PromotionGuard guard;
    private final Supplier<List<Freeze>> freezes;
    private final LabClock clock;
    private final Duration attempt;
    private final Duration interval;

    public LabGoAheadActivities(PromotionGuard guard, LabReader labs, LabClock clock) {
        this(guard, () -> freezes(labs), clock, ATTEMPT, INTERVAL);
    }

    LabGoAheadActivities(
            PromotionGuard guard, Supplier<List<Freeze>> freezes, LabClock clock, Duration attempt, Duration interval) {
        this.guard = guard;
        this.freezes = freezes;
        this.clock = clock;
        this.attempt = attempt;
        this.interval = interval;
    }

    @Override
    public Outcome awaitGoAhead(GoAheadRequest request) {
        var look = new Look(request.begins());
        try {
            var awaited = Await.upTo(attempt, interval)
                    .until("a go-ahead for " + request.cluster().cluster(), look::seen);
            return new Outcome(false, "nothing forbids it", awaited.waited(), Map.of());
        } catch (GaveUp e) {
            // Not the end: the server asks again, and shows this meanwhile.
            throw new Problem(
                    FailureClass.TRANSIENT, look.missing, request.cluster().cluster(), null, e);
        }
    }

    private static List<Freeze> freezes(LabReader labs) {
        var promotion = labs.current().lab().promotion();
        return promotion == null ? List.of() : promotion.freezes();
    }

    /** What one attempt sees. */
    private final class Look {
        private final boolean begins;
        private String missing = "not looked yet";
        private FreezeCalendar calendar = FreezeCalendar.of(List.of());
        private Optional<LabClock.Stopwatch> read = Optional.empty();

        Look(boolean begins) {
            this.begins = begins;
        }

        Seen<Instant> seen() {
            try {
                var why = why();
                if (why.isEmpty()) {
                    return Seen.there(clock.now());
                }
                missing = why.get();
            } catch (Problem e) {
                missing = e.report().line(); // an invalid lab file too: somebody is writing it
            }
            return Seen.missing(missing);
        }

        private Optional<String> why() {
            var state = guard.state();
            if (state.halted()) {
                return Optional.of(state.line() + "; homelab promote resume lets them go on");
            }
            if (!begins) {
                return Optional.empty();
            }
            if (read.filter(last -> last.elapsed().compareTo(READING) < 0).isEmpty()) {
                calendar = FreezeCalendar.of(freezes.get());
                read = Optional.of(LabClock.stopwatch());
            }
            var now = clock.now();
            return calendar.frozenAt(now)
                    .map(frozen -> "the freeze window " + frozen.name() + " is open"
                            + calendar.nextOpening(now)
                                    .map(opening -> "; promotions may begin at " + opening)
                                    .orElse(", and others after it for more than a year"));
        }
    }
}

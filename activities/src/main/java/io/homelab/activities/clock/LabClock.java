package io.homelab.activities.clock;

import java.time.Duration;
import java.time.Instant;

/** Wall-clock and elapsed time for activities; a rehearsal's calendar questions read the simulator's clock through it. */
public interface LabClock {
    Instant now();

    /** A stopwatch that does not jump when the wall clock does. */
    static Stopwatch stopwatch() {
        return new Stopwatch(System.nanoTime());
    }

    /** This machine's clock. */
    static LabClock system() {
        return Instant::now;
    }

    /** Elapsed time since it was made. */
    record Stopwatch(long startedNanos) {
        public Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - startedNanos);
        }
    }
}

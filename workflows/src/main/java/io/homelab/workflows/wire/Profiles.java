package io.homelab.workflows.wire;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * Named activity options. None limits the number of attempts: what retrying cannot help is a failure that is not
 * retryable, and what takes longer than schedule-to-close is put before a person. A cancelled run waits until its
 * activities have stopped, so that nothing is made behind the back of its compensation.
 */
public final class Profiles {
    private static final RetryOptions PATIENT = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(500))
            .setBackoffCoefficient(2.0)
            .setMaximumInterval(Duration.ofSeconds(15))
            .build();

    /** Looks, and writes that take seconds. */
    public static final ActivityOptions QUICK = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setScheduleToCloseTimeout(Duration.ofMinutes(20))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(PATIENT)
            .build();

    /** What must not hold up the work that it is about: it is tried for a short while, then it is done without. */
    public static final ActivityOptions BRIEF = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(45))
            .setScheduleToCloseTimeout(Duration.ofSeconds(90))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(PATIENT)
            .build();

    /** Waits of up to a quarter of an hour: one attempt probes and beats its heart, so waiting adds no event. */
    public static final ActivityOptions WAIT = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(30))
            .setScheduleToCloseTimeout(Duration.ofHours(2))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(PATIENT)
            .build();

    /**
     * Waits of days: an attempt waits for minutes, then the server asks again, and no attempt adds an event. Nothing is put
     * before a person because it takes long; what retrying cannot help still is.
     */
    public static final ActivityOptions DAYS = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(30))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(2))
                    .setBackoffCoefficient(1.0)
                    .build())
            .build();

    /** Watches of hours: one attempt beats its heart all the time, and who comes next goes on from what it left on disk. */
    public static final ActivityOptions WATCH = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofHours(6))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(PATIENT)
            .build();

    /**
     * Work of hours that goes on where it was left, and may wait for a server that is down for long. Whoever has not come to
     * an end after half a day says so, since the next night begins.
     */
    public static final ActivityOptions HOURS = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofHours(12))
            .setScheduleToCloseTimeout(Duration.ofHours(12))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(PATIENT)
            .build();

    private Profiles() {}

    /** The profile with a summary that the Web UI shows on the event; at most 200 bytes. */
    public static ActivityOptions summarised(ActivityOptions profile, String summary) {
        return ActivityOptions.newBuilder(profile).setSummary(summary).build();
    }
}

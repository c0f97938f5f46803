package io.homelab.cli.schedule;

import io.homelab.workflows.schedule.ScheduledRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of the server.
 *
 * @param id of the schedule, which is that of the run it starts
 * @param run what it starts, and when
 * @param paused whether it starts nothing for now
 * @param note why, or what was done last; empty when nobody said
 * @param next when it starts something next; null when it does not
 * @param last when it started something last; null when it never did
 */
public record ScheduleView(
        String id,
        ScheduledRun run,
        boolean paused,
        String note,
        @Nullable Instant next,
        @Nullable Instant last) {}

package io.homelab.workflows.schedule;

import java.util.Map;

/**
 * What a schedule starts, and when: all that the lab file says of it, so that a schedule which differs can be told.
 *
 * @param type of the workflow that is started
 * @param id its workflow id, which is its lock
 * @param title for people
 * @param request its input
 * @param cron minute, hour, day of month, month, day of week
 * @param zone the time zone whose wall clock that is read by
 */
public record ScheduledRun(
        String type, String id, String title, Map<String, Object> request, String cron, String zone) {
    public ScheduledRun {
        request = request == null ? Map.of() : Map.copyOf(request);
    }
}

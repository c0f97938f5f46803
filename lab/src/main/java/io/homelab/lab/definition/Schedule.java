package io.homelab.lab.definition;

/**
 * When something is started, again and again.
 *
 * @param cron minute, hour, day of month, month, day of week; days must match both
 * @param zone the time zone whose wall clock it is read by
 */
public record Schedule(String cron, String zone) {}

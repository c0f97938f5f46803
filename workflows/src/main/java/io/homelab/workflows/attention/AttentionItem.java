package io.homelab.workflows.attention;

import io.homelab.workflows.failure.FailureReport;
import java.time.Instant;

/**
 * Something that waits for a person.
 *
 * @param id the step that is parked
 * @param revision counts how often this step has parked; an answer names both, so that a late click hits nothing
 * @param skippable whether a person may skip it; a step never skips itself
 */
public record AttentionItem(
        String id, int revision, String title, FailureReport failure, Instant since, boolean skippable) {}

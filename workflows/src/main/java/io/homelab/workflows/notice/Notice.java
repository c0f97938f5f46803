package io.homelab.workflows.notice;

import org.jspecify.annotations.Nullable;

/**
 * A message to a person.
 *
 * @param key the same key is sent once, however often the sending is repeated
 * @param style how it looks and what can be done with it; null for the usual
 */
public record Notice(
        String key,
        String title,
        String text,
        boolean urgent,
        String runId,
        @Nullable NoticeStyle style) {
    public Notice(String key, String title, String text, boolean urgent, String runId) {
        this(key, title, text, urgent, runId, null);
    }
}

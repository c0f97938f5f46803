package io.homelab.workflows.notice;

import org.jspecify.annotations.Nullable;

/**
 * A button: it opens a page, or it answers the run that the notice is about.
 *
 * @param url what it opens; null when it answers
 * @param answer what it answers; null when it opens
 */
public record NoticeAction(
        String label, @Nullable String url, @Nullable NoticeAnswer answer) {
    /** A button that opens a page. */
    public static NoticeAction open(String label, String url) {
        return new NoticeAction(label, url, null);
    }

    /** A button that answers; whoever sends the notice makes the token for it. */
    public static NoticeAction answer(String label, NoticeAnswer answer) {
        return new NoticeAction(label, null, answer);
    }
}

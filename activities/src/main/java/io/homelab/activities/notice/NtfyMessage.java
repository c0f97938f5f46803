package io.homelab.activities.notice;

import io.homelab.workflows.notice.Notice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The body of ntfy's "publish as JSON" (https://docs.ntfy.sh/publish/#publish-as-json). */
record NtfyMessage(String topic, String title, String message, int priority, List<String> tags) {
    /** ntfy turns a longer message into an attachment, which phones do not show. */
    static final int LONGEST = 4096;

    private static final int HIGH = 4;
    private static final int USUAL = 3;

    NtfyMessage {
        tags = List.copyOf(tags);
    }

    /** {@code again} marks a message that may have arrived before; its text stays the same. */
    static NtfyMessage of(String topic, Notice notice, boolean again) {
        var tags = new ArrayList<String>();
        if (notice.urgent()) {
            tags.add("warning");
        }
        if (again) {
            tags.add("repeated");
        }
        return new NtfyMessage(topic, notice.title(), shortened(notice.text()), notice.urgent() ? HIGH : USUAL, tags);
    }

    private static String shortened(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return text;
        }
        var end = Math.min(text.length(), LONGEST);
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST - 3
                || Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}

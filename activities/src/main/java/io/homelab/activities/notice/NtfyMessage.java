package io.homelab.activities.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeStyle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of ntfy's "publish as JSON" (https://docs.ntfy.sh/publish/#publish-as-json).
 *
 * @param click what a tap opens
 * @param actions at most three
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record NtfyMessage(
        String topic,
        String title,
        String message,
        int priority,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<String> tags,
        @Nullable String click,
        List<Button> actions) {
    /** ntfy turns a longer message into an attachment, which phones do not show. */
    static final int LONGEST = 4096;

    private static final int HIGH = 4;
    private static final int USUAL = 3;
    private static final int MOST_BUTTONS = 3;

    NtfyMessage {
        tags = List.copyOf(tags);
        actions = List.copyOf(actions);
    }

    /** A button; the phone itself sends what it sends. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Button(
            String action,
            String label,
            String url,
            @Nullable String method,
            Map<String, String> headers,
            @Nullable String body,
            boolean clear) {
        static Button view(String label, String url) {
            return new Button("view", label, url, null, Map.of(), null, false);
        }

        /** The notice goes away when the answer was taken. */
        static Button post(String label, String url, String body) {
            return new Button("http", label, url, "POST", Map.of("Content-Type", "text/plain"), body, true);
        }
    }

    /** {@code again} marks a message that may have arrived before; its text stays the same. */
    static NtfyMessage of(String topic, Notice notice, Links links, boolean again) {
        var style = Optional.ofNullable(notice.style()).orElseGet(NoticeStyle::usual);
        var tags = new ArrayList<>(style.tags());
        if (notice.urgent()) {
            tags.add("warning");
        }
        if (again) {
            tags.add("repeated");
        }
        return new NtfyMessage(
                topic,
                notice.title(),
                shortened(notice.text()),
                Optional.ofNullable(style.priority()).orElse(notice.urgent() ? HIGH : USUAL),
                tags,
                Optional.ofNullable(style.click())
                        .or(() -> links.run(notice.runId()))
                        .orElse(null),
                style.actions().stream()
                        .flatMap(action -> links.button(notice.runId(), action).stream())
                        .limit(MOST_BUTTONS)
                        .toList());
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

package io.homelab.workflows.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a notice looks on a phone, and what can be done with it there.
 *
 * @param tags as ntfy has them: some become emoji
 * @param priority 1 to 5; null for 4 when it is urgent and 3 when it is not
 * @param click what a tap opens; null for the run in the Web UI, where the lab file says where that is
 * @param actions at most three buttons
 */
public record NoticeStyle(
        List<String> tags,
        @Nullable Integer priority,
        @Nullable String click,
        List<NoticeAction> actions) {
    public NoticeStyle {
        tags = tags == null ? List.of() : List.copyOf(tags);
        actions = actions == null ? List.of() : List.copyOf(actions);
    }

    /** Without tags, buttons or a click of its own. */
    public static NoticeStyle usual() {
        return new NoticeStyle(List.of(), null, null, List.of());
    }
}

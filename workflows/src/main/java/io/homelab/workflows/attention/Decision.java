package io.homelab.workflows.attention;

import org.jspecify.annotations.Nullable;

/**
 * A person's answer to an {@link AttentionItem}.
 *
 * @param id the item's id
 * @param revision the item's revision as it was shown
 * @param reason why; required for a skip
 * @param by who says so
 * @param amended whether to read the lab file again first; refused when that changes what is finished
 */
public record Decision(
        String id,
        int revision,
        @Nullable String reason,
        @Nullable String by,
        boolean amended) {}

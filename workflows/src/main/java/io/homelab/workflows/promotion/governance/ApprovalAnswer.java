package io.homelab.workflows.promotion.governance;

import org.jspecify.annotations.Nullable;

/**
 * A person's answer to an {@link ApprovalQuestion}.
 *
 * @param id the question's id
 * @param revision the question's revision as it was shown
 * @param hash the hash of what was shown
 * @param by who says so
 * @param reason why; null when they gave none
 * @param via how it came
 * @param nonce of the one-time token that carried it; null when none did
 */
public record ApprovalAnswer(
        String id,
        int revision,
        String hash,
        String by,
        @Nullable String reason,
        Channel via,
        @Nullable String nonce) {
    /** How an answer comes. */
    public enum Channel {
        CLI,
        NTFY,
        WEB,
        GITHUB
    }
}

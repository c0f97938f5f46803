package io.homelab.activities.approval;

/** What a token is worth. */
public sealed interface TokenCheck {
    /**
     * Ours, whole and in time; whether it was used before, the run that asks knows.
     *
     * @param nonce goes with the answer, so that it counts once
     */
    record Genuine(TokenClaim claim, String nonce) implements TokenCheck {}

    /** Worth nothing; why is for the log alone, since whoever tries learns from it. */
    record Refused(Reason reason) implements TokenCheck {}

    /** Why a token counts for nothing. */
    enum Reason {
        /** Not in the form of a token. */
        MALFORMED,
        /** In the form of one, and nothing of it is ours. */
        FORGED,
        /** Begun by us, and changed since. */
        ALTERED,
        /** Ours, and too late. */
        EXPIRED
    }
}

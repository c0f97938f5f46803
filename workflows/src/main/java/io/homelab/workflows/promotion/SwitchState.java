package io.homelab.workflows.promotion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether promotions are halted.
 *
 * @param by who threw the switch last; null when nobody ever did
 * @param since when it was thrown
 * @param reason of the halt; null when promotions go on
 */
public record SwitchState(
        boolean halted,
        @Nullable String by,
        @Nullable Instant since,
        @Nullable String reason) {
    /** Nobody has thrown the switch yet. */
    public static SwitchState untouched() {
        return new SwitchState(false, null, null, null);
    }

    /** For people. */
    public String line() {
        if (!halted) {
            return "promotions go on" + (by == null ? "" : ", resumed by " + by + " at " + since);
        }
        return "promotions are halted by " + by + " since " + since + ": " + reason;
    }
}

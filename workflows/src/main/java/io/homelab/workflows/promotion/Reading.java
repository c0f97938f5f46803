package io.homelab.workflows.promotion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one check.
 *
 * @param value null when there is no usable number
 * @param baseline the same before the deployment; null when the check does not ask for it, or there is none
 * @param measuredAt of when the server says that the value is; null when it does not say
 * @param trouble why there is no usable number, for people: no data, NaN, a vector, warnings, an error; null otherwise
 */
public record Reading(
        String check,
        @Nullable Double value,
        @Nullable Double baseline,
        @Nullable Instant measuredAt,
        @Nullable String trouble) {
    public static Reading of(String check, double value, Instant measuredAt) {
        return new Reading(check, value, null, measuredAt, null);
    }

    /** There is no usable answer. */
    public static Reading without(String check, String trouble) {
        return new Reading(check, null, null, null, trouble);
    }
}

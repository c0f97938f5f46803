package io.homelab.lab.rules;

import io.homelab.lab.definition.Lab;
import java.util.Set;

/** What a lab must have before it may be written to, beyond being valid. */
public record Readiness(boolean recipientsReady) {
    private static final int LEAST_RECIPIENTS = 2;

    /** Looks at a lab; a simulated one needs no second recipient, as nothing in it is worth keeping. */
    public static Readiness of(Lab lab) {
        return new Readiness(
                lab.simulated() || Set.copyOf(lab.secrets().recipients()).size() >= LEAST_RECIPIENTS);
    }
}

package io.homelab.activities.transport;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * On whose behalf a call is made: the step, and the kind of thing that it works on. It travels with every call as W3C
 * baggage, so that a record of calls on the other side can be read by step.
 */
public record Origin(String step, String kind) {
    /** The header that it travels in, and the gRPC metadata. */
    static final String HEADER = "baggage";

    private static final ScopedValue<Origin> CURRENT = ScopedValue.newInstance();

    /** The origin of the calls that this thread makes now. */
    public static Optional<Origin> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Does something whose calls have this origin. */
    public <T> T call(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** What travels: the origin, and our own name of the call. */
    String baggage(String system, String operation) {
        return "homelab.step=" + encoded(step) + ",homelab.kind=" + encoded(kind) + ",homelab.call="
                + encoded(system + " " + operation);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

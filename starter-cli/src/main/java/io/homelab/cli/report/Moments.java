package io.homelab.cli.report;

import java.time.Instant;

/** Moments as people read them, the same wherever a page is made. */
final class Moments {
    private static final int MINUTES = "2026-01-01T00:00".length();

    private Moments() {}

    /** Such as {@code 2026-11-25 03:00 UTC}. */
    static String text(Instant moment) {
        return moment.toString().substring(0, MINUTES).replace('T', ' ') + " UTC";
    }
}

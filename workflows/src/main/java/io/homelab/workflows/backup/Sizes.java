package io.homelab.workflows.backup;

import java.util.Locale;

/** Sizes as people read them. */
public final class Sizes {
    private static final long STEP = 1024;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};

    private Sizes() {}

    /** Such as {@code 17.3 MiB}. */
    public static String text(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}

package io.homelab.simulator.proxmox;

import java.util.regex.Pattern;

/** Sizes as Proxmox writes them. */
final class Size {
    static final long GIB = 1L << 30;
    static final long MIB = 1L << 20;
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGT]?)");

    private Size() {}

    /** {@code 50G}, {@code 4M}, {@code 528K}. */
    static String print(long bytes) {
        if (bytes % GIB == 0) {
            return bytes / GIB + "G";
        }
        return bytes % MIB == 0 ? bytes / MIB + "M" : Math.ceilDiv(bytes, 1024) + "K";
    }

    static long parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw ApiFailure.died("unable to parse size '" + text + "'");
        }
        var unit =
                switch (match.group(2)) {
                    case "K" -> 1024L;
                    case "M" -> MIB;
                    case "G" -> GIB;
                    case "T" -> 1024 * GIB;
                    default -> 1L;
                };
        return Math.round(Double.parseDouble(match.group(1)) * unit);
    }
}

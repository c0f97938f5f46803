package io.homelab.systemtests.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Every way in which a secret could be written down: as it is, in hexadecimal, and in Base64 wherever it begins. */
record Spellings(String what, List<String> all) {
    static Spellings of(String what, String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var all = new ArrayList<String>();
        all.add(secret);
        var hex = HexFormat.of().formatHex(bytes);
        all.add(hex);
        all.add(hex.toUpperCase(Locale.ROOT));
        for (int before = 0; before < 3; before++) {
            all.add(inside(bytes, before));
            all.add(inside(bytes, before).replace('+', '-').replace('/', '_'));
        }
        return new Spellings(what, all.stream().distinct().toList());
    }

    /** The part of the Base64 that does not depend on what stands before and after. */
    private static String inside(byte[] secret, int before) {
        var padded = new byte[before + secret.length];
        System.arraycopy(secret, 0, padded, before, secret.length);
        var text = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int end = (padded.length / 3) * 4;
        return text.substring(before == 0 ? 0 : before + 1, Math.min(end, text.length()));
    }

    boolean isIn(String text) {
        return all.stream().anyMatch(text::contains);
    }
}

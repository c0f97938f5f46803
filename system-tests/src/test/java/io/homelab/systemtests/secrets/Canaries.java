package io.homelab.systemtests.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Secrets that are looked for. */
final class Canaries {
    private static final Pattern LONG_VALUES = Pattern.compile("[A-Za-z0-9+/=_.-]{22,}");
    private static final int LONGEST = 60;

    private final List<Spellings> all = new ArrayList<>();

    /** Plants one and gives its value back. */
    String plant(String what, String value) {
        all.add(Spellings.of(what, value));
        return value;
    }

    /** Long values of exported secrets, and what their Base64 hides; certificates are public and left out. */
    void plantExport(String export) {
        var name = "";
        for (var line : export.lines().toList()) {
            if (line.startsWith("--- ")) {
                name = line;
                continue;
            }
            var isPublic = line.contains("crt:")
                    || line.contains("certificate")
                    || line.contains("ca:")
                    || line.contains("id:");
            var matcher = LONG_VALUES.matcher(line);
            while (!isPublic && matcher.find()) {
                plantValue(name, matcher.group());
            }
        }
    }

    private void plantValue(String name, String value) {
        if (!value.startsWith("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS")) {
            plant(name, value.substring(0, Math.min(LONGEST, value.length())));
        }
        if (value.startsWith("LS0tLS1")) {
            var pem = new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII);
            var body =
                    pem.lines().filter(l -> !l.startsWith("-----")).findFirst().orElse("");
            if (!pem.contains("CERTIFICATE") && body.length() >= 20) {
                plant(name, body);
            }
        }
    }

    int size() {
        return all.size();
    }

    /** What of them is in a text. */
    List<String> in(String where, String text) {
        return all.stream()
                .filter(canary -> canary.isIn(text))
                .map(canary -> where + " holds " + canary.what())
                .distinct()
                .toList();
    }
}

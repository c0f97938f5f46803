package io.homelab.activities.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds key material that stands in clear in a file: what SOPS encrypted and what is a reference is none. */
final class PlaintextKeys {
    /** The second is PEM in base64, as Talos writes keys; the fourth a bootstrap token. */
    private static final List<Pattern> MATERIAL = List.of(
            Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"),
            Pattern.compile("LS0tLS1CRUdJTi[A-Za-z0-9+/=]{20,}"),
            Pattern.compile("AGE-SECRET-KEY-1"),
            Pattern.compile("(?<![a-z0-9.])[a-z0-9]{6}\\.[a-z0-9]{16}(?![a-z0-9.])"));

    private static final Pattern NAMED = Pattern.compile(
            "^\\s*(?:- )?[\"']?(?:[a-zA-Z0-9_-]*(?:password|passphrase|secret|token)|key)[\"']?\\s*:\\s*[\"']?([^\\s\"'#].*)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HARMLESS =
            Pattern.compile("^(?:ENC\\[|(?:env|file|age|exec):|\\$\\{|\\{\\{|\\{\\}|null\\b|true\\b|false\\b|~).*");

    private PlaintextKeys() {}

    /** Places, as path:line, never the material itself. */
    static List<String> in(List<RepoFiles.Found> files) {
        var places = new ArrayList<String>();
        for (var file : files) {
            int number = 0;
            for (var line : file.text().split("\n", -1)) {
                number++;
                if (isKey(line)) {
                    places.add(file.path() + ":" + number);
                }
            }
        }
        return places;
    }

    private static boolean isKey(String line) {
        if (MATERIAL.stream().anyMatch(pattern -> pattern.matcher(line).find())) {
            return true;
        }
        var named = NAMED.matcher(line);
        return named.matches() && !HARMLESS.matcher(named.group(1)).matches();
    }
}

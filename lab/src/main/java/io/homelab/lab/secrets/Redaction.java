package io.homelab.lab.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that leaves this machine: those that are known, line by line, in Base64 and in hexadecimal, and whatever has
 * the shape of a secret.
 */
public final class Redaction {
    private static final String GONE = "<redacted>";
    /** Shorter values would take innocent words with them. */
    private static final int SHORTEST = 6;

    private static final Map<Pattern, String> SHAPES = new LinkedHashMap<>();

    static {
        SHAPES.put(
                Pattern.compile(
                        "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(-----END [A-Z0-9 ]*-----|\\z)", Pattern.DOTALL),
                GONE);
        SHAPES.put(Pattern.compile("AGE-SECRET-KEY-1[0-9A-Z]+"), GONE);
        SHAPES.put(Pattern.compile("(?i)(PVEAPIToken=[^\\s=]+=)[^\\s\"',]+"), "$1" + GONE);
        SHAPES.put(Pattern.compile("(?i)(\\b(?:bearer|basic) )[A-Za-z0-9._~+/=-]{6,}"), "$1" + GONE);
        SHAPES.put(
                Pattern.compile(
                        "(?i)((?:password|passwd|token|secret|api[_-]?key)[\"']?\\s*[:=]\\s*[\"']?)(?!(?:env|file|age|exec):)[^\\s\"',}]{6,}"),
                "$1" + GONE);
        SHAPES.put(Pattern.compile("(https?://)[^\\s/@:]+:[^\\s/@]+@"), "$1" + GONE + "@");
        // The command of a reference may name a secret of its own.
        SHAPES.put(Pattern.compile("exec:\\s*([^\\s\"']+)[^\"'\\n]*"), "exec:$1 " + GONE);
    }

    private final List<String> known;

    /** Knows these secrets, and each longer line of them. */
    public Redaction(Collection<Secret> secrets) {
        this.known = secrets.stream()
                .flatMap(secret -> spellings(secret).stream())
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static List<String> spellings(Secret secret) {
        var text = secret.text();
        var all =
                new java.util.ArrayList<String>(text.lines().map(String::strip).toList());
        all.add(text);
        all.add(Base64.getEncoder().encodeToString(secret.bytes()));
        all.add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
        all.add(Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        text.lines()
                .map(line ->
                        line.replaceFirst("^[\\s-]*[A-Za-z0-9_-]+:\\s+", "").strip())
                .forEach(all::add);
        return all;
    }

    /** The text without the known ones; nothing else of it changes. */
    public String exact(String text) {
        var clean = text;
        for (var value : known) {
            clean = clean.replace(value, GONE);
        }
        return clean;
    }

    /** The text without them, and without what has the shape of one. */
    public String of(String text) {
        var clean = exact(text);
        for (var shape : SHAPES.entrySet()) {
            clean = shape.getKey().matcher(clean).replaceAll(shape.getValue());
        }
        return clean;
    }
}

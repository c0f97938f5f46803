package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds values that are taken twice, and says by whom. */
final class Unique {
    private final Map<String, String> firstPaths = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** Notes a value; the same one (ignoring case) at an earlier path is a finding at this one. */
    void take(String path, String value) {
        var first = firstPaths.putIfAbsent(value.toLowerCase(Locale.ROOT), path);
        if (first != null) {
            findings.add(Finding.error(path, value + " is already taken by " + first));
        }
    }

    List<Finding> findings() {
        return findings;
    }
}

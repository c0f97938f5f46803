package io.homelab.lab.schema;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** What a schema finds in a document, and whether its values can be worked with all the same. */
public record Shape(List<Finding> findings, boolean usable) {
    public Shape {
        findings = List.copyOf(findings);
    }

    /** True when a place, one above it or one below it has already been spoken of. */
    public boolean speaksOf(String path) {
        return findings.stream().anyMatch(said -> within(said.path(), path) || within(path, said.path()));
    }

    private static boolean within(String outer, String inner) {
        return inner.startsWith(outer)
                && (inner.length() == outer.length() || ".[".indexOf(inner.charAt(outer.length())) >= 0);
    }
}

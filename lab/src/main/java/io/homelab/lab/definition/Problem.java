package io.homelab.lab.definition;

/** Something in a file that a person must (or, for a warning, may) change; line and column count from 1, 0 = unknown. */
public record Problem(
        Severity severity,
        String file,
        int line,
        int column,
        String path,
        String message,
        String allowed,
        String suggestion) {
    /** Whether the lab can be used all the same. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** One line for a terminal: "lab.yaml:12:5 clusters.dev.nodes[0].mac: message (allowed: …); suggestion". */
    @Override
    public String toString() {
        return "%s:%d:%d ".formatted(file, line, column)
                + (path.isEmpty() ? "" : path + ": ")
                + message
                + (allowed.isEmpty() ? "" : " (allowed: " + allowed + ")")
                + (suggestion.isEmpty() ? "" : "; " + suggestion);
    }
}

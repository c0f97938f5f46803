package io.homelab.lab.definition;

/** A problem before its place is known; an empty template means the lab file itself, else the template of that cluster. */
public record Finding(
        Problem.Severity severity, String template, String path, String message, String allowed, String suggestion) {
    /** An error in the lab file at a path such as clusters.dev.nodes[0].mac. */
    public static Finding error(String path, String message) {
        return new Finding(Problem.Severity.ERROR, "", path, message, "", "");
    }

    /** A warning in the lab file. */
    public static Finding warning(String path, String message) {
        return new Finding(Problem.Severity.WARNING, "", path, message, "", "");
    }

    public Finding inTemplate(String cluster) {
        return new Finding(severity, cluster, path, message, allowed, suggestion);
    }

    public Finding allowed(String what) {
        return new Finding(severity, template, path, message, what, suggestion);
    }

    public Finding suggest(String what) {
        return new Finding(severity, template, path, message, allowed, what);
    }
}

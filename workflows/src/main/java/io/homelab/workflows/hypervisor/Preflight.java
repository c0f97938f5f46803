package io.homelab.workflows.hypervisor;

import java.util.List;

/** What preflight looked at. Problems are thrown, not returned: a report means that all is well. */
public record Preflight(List<String> checks, List<String> warnings) {
    public Preflight {
        checks = checks == null ? List.of() : List.copyOf(checks);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }
}

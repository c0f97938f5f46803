package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import java.util.Map;

/** A Proxmox that does not answer; counts how often it is asked. */
record FailingCheck(Map<String, Integer> asked, RuntimeException failure) implements Check {
    @Override
    public String kind() {
        return "proxmox-api";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of();
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        asked.merge(kind(), 1, Integer::sum);
        throw failure;
    }
}

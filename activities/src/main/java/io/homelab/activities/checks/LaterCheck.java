package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Map;

/** A kind whose system no adapter reads yet: its criteria compile and must say what they wait for. */
record LaterCheck(String kind, String variable) implements Check {
    @Override
    public Map<String, CelType> variables() {
        return Map.of(variable, SimpleType.DYN);
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        throw new IllegalStateException("no adapter reads " + kind + " yet: the criterion must say what it waits for");
    }
}

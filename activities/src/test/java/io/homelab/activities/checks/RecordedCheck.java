package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import java.util.Map;

/** A check of some kind whose reading was recorded. */
record RecordedCheck(Check like, Reading reading) implements Check {
    @Override
    public String kind() {
        return like.kind();
    }

    @Override
    public Map<String, CelType> variables() {
        return like.variables();
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        return reading;
    }
}

package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import java.util.Map;

/** What only a person can see. */
final class HumanAttestationCheck implements Check {
    @Override
    public String kind() {
        return "human-attestation";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of();
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var evidence = target.get("evidence");
        return new Reading.Person(
                target.getOrDefault("by", "a person") + (evidence == null ? "" : " (" + evidence + ")"));
    }
}

package io.homelab.workflows.progress;

import java.time.Duration;
import java.util.Map;

/**
 * What came of an ensure step.
 *
 * @param changed whether anything was written; a repeated step writes nothing
 * @param summary one sentence for people
 * @param waited how long the lab itself took, from the accepted write to the state that was awaited
 * @param facts small values that later steps or the report need, never secrets
 */
public record Outcome(boolean changed, String summary, Duration waited, Map<String, String> facts) {
    public Outcome {
        waited = waited == null ? Duration.ZERO : waited;
        facts = facts == null ? Map.of() : Map.copyOf(facts);
    }

    /** Nothing had to be done. */
    public static Outcome unchanged(String summary) {
        return new Outcome(false, summary, Duration.ZERO, Map.of());
    }

    /** Something was written. */
    public static Outcome changed(String summary, Duration waited) {
        return new Outcome(true, summary, waited, Map.of());
    }

    /** The outcome with one more fact. */
    public Outcome with(String name, String value) {
        var more = new java.util.TreeMap<>(facts);
        more.put(name, value);
        return new Outcome(changed, summary, waited, more);
    }
}

package io.homelab.activities.argocd;

import java.util.HashMap;
import java.util.Map;

/** Believes a verdict when it has been the same for several looks: single looks show states that last for a moment. */
final class Steadiness {
    private static final int LOOKS = 3;
    private static final int LOOKS_AT_TROUBLE = 5;

    private final Map<String, Integer> settled = new HashMap<>();
    private final Map<String, Integer> broken = new HashMap<>();

    /** The verdict to go by. */
    Verdict of(String name, Verdict seen) {
        var good = count(settled, name, seen instanceof Verdict.Settled);
        var bad = count(broken, name, seen instanceof Verdict.Broken);
        return switch (seen) {
            case Verdict.Settled _ when good < LOOKS -> new Verdict.Pending("is as it should be, once more to see");
            case Verdict.Broken(var words) when bad < LOOKS_AT_TROUBLE -> new Verdict.Pending(words);
            case Verdict.Settled s -> s;
            case Verdict.Broken b -> b;
            case Verdict.Pending p -> p;
            case Verdict.Unasked u -> u;
        };
    }

    private static int count(Map<String, Integer> counts, String name, boolean again) {
        return counts.merge(name, again ? 1 : 0, (before, one) -> one == 0 ? 0 : before + 1);
    }
}

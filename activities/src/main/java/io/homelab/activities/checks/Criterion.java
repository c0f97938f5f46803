package io.homelab.activities.checks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One criterion of criteria.yaml.
 *
 * @param target what the kind's check reads
 * @param pass a CEL expression over what was read: whether the criterion holds
 * @param show a CEL expression that makes of it the short text for people
 * @param later what it waits for, when that is not built yet
 */
record Criterion(
        String id,
        String text,
        String kind,
        Map<String, String> target,
        String pass,
        String show,
        @Nullable String later) {
    Criterion {
        target = target == null ? Map.of() : Map.copyOf(target);
    }
}

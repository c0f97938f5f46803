package io.homelab.activities.checks;

import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.ReadOnly;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What was read during one run of the checks: each thing once, so that all criteria judge the same moment. */
final class Memory {
    private final Map<Key, Supplier<Reading>> read = new HashMap<>();

    private record Key(String kind, Map<String, String> target) {}

    Reading read(Check check, Subject subject, Map<String, String> target) {
        return read.computeIfAbsent(new Key(check.kind(), target), key -> look(check, subject, target))
                .get();
    }

    private static Supplier<Reading> look(Check check, Subject subject, Map<String, String> target) {
        try {
            var reading = ReadOnly.call(() -> check.read(subject, target));
            return () -> reading;
        } catch (Problem e) {
            return () -> {
                throw e; // what does not answer is asked once, not once for each criterion
            };
        }
    }
}

package io.homelab.activities.checks;

import java.util.Map;

/** What a check found. */
sealed interface Reading {
    /** Values for the criterion's expressions, one for each variable of the kind. */
    record Values(Map<String, Object> values) implements Reading {
        public Values {
            values = Map.copyOf(values);
        }
    }

    /** Only a person can tell. */
    record Person(String who) implements Reading {}
}

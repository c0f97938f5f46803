package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** All rules, in the order in which a person would look. */
public final class Rules {
    private static final List<Rule> ALL = List.of();

    private Rules() {}

    /** Everything that any rule finds. */
    public static List<Finding> check(LabView view) {
        return ALL.stream()
                .flatMap(rule -> rule.check(view).stream())
                .distinct()
                .toList();
    }
}

package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import java.util.List;

/** One thing that must hold across fields. */
interface Rule {
    /** What breaks the rule, empty when nothing does. */
    List<Finding> check(LabView view);
}

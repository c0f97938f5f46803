package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import java.util.Map;

/** One kind of check. */
interface Check {
    /** The kind's name in criteria.yaml. */
    String kind();

    /** The names that expressions of this kind may use. */
    Map<String, CelType> variables();

    /**
     * Reads what the target names, and changes nothing.
     *
     * @throws io.homelab.activities.transport.Problem when it cannot be read
     */
    Reading read(Subject subject, Map<String, String> target);
}

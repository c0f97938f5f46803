package io.homelab.activities.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The criteria of one epic.
 *
 * @param cluster the cluster that they are about; {@code *} is every cluster that has no set of its own
 * @param after the kind of run that they are checked after; null: a bootstrap
 */
record CriteriaSet(
        String epic, String title, String cluster, @Nullable String after, List<Criterion> criteria) {
    static final String ANY_CLUSTER = "*";

    CriteriaSet {
        criteria = List.copyOf(criteria);
    }
}

package io.homelab.activities.checks;

import java.util.List;

/**
 * The criteria of one epic.
 *
 * @param cluster the cluster that they are about; {@code *} is every cluster that has no set of its own
 */
record CriteriaSet(String epic, String title, String cluster, List<Criterion> criteria) {
    static final String ANY_CLUSTER = "*";

    CriteriaSet {
        criteria = List.copyOf(criteria);
    }
}

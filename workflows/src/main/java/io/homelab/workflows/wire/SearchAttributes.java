package io.homelab.workflows.wire;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** Search attributes that workflows upsert themselves, so that a start from the Web UI has them too. */
public final class SearchAttributes {
    public static final SearchAttributeKey<String> LAB = SearchAttributeKey.forKeyword("HomelabLab");
    public static final SearchAttributeKey<String> EPIC = SearchAttributeKey.forKeyword("HomelabEpic");
    public static final SearchAttributeKey<String> CLUSTER = SearchAttributeKey.forKeyword("HomelabCluster");
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("HomelabPhase");
    public static final SearchAttributeKey<Boolean> ATTENTION = SearchAttributeKey.forBoolean("HomelabAttention");
    public static final SearchAttributeKey<Boolean> SIMULATED = SearchAttributeKey.forBoolean("HomelabSimulated");

    /** All of them, for registration. */
    public static final List<SearchAttributeKey<?>> ALL = List.of(LAB, EPIC, CLUSTER, PHASE, ATTENTION, SIMULATED);

    private SearchAttributes() {}
}

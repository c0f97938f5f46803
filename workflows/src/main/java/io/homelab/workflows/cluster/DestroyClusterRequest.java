package io.homelab.workflows.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Which cluster to remove.
 *
 * @param confirm the cluster's name, typed once more; needed when the lab file protects the cluster
 */
public record DestroyClusterRequest(
        String cluster, @Nullable String confirm, @Nullable String labDigest) {}

package io.homelab.workflows.cluster;

import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code {"cluster":"dev"}}.
 *
 * @param cluster the cluster's name in the lab file
 * @param planHash the plan that was looked at; without one, nothing destructive is done without asking
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 * @param imageFile a Talos image on the worker's machine to use instead of a download, whatever the lab file says
 */
public record BootstrapRequest(
        String cluster,
        @Nullable String planHash,
        @Nullable String labDigest,
        @Nullable String imageFile) {
    public BootstrapRequest(String cluster, @Nullable String planHash, @Nullable String labDigest) {
        this(cluster, planHash, labDigest, null);
    }
}

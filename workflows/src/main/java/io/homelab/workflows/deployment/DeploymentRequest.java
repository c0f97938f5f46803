package io.homelab.workflows.deployment;

import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code {"cluster":"dev"}}.
 *
 * @param cluster that follows the branch
 * @param revision a commit, tag or branch; without one, the head of the configured branch
 * @param since what the branch had before the push; without one, the first parent of the commit
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record DeploymentRequest(
        String cluster,
        @Nullable String revision,
        @Nullable String since,
        @Nullable String labDigest) {}

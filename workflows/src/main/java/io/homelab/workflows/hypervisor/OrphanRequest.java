package io.homelab.workflows.hypervisor;

import org.jspecify.annotations.Nullable;

/**
 * Which lab file to compare with.
 *
 * @param labDigest the digest that the caller saw; without one, the worker's file is used as it is
 */
public record OrphanRequest(@Nullable String labDigest) {}

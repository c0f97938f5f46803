package io.homelab.activities.zfs;

import io.homelab.workflows.backup.pool.PoolRef;
import java.util.Optional;

/** Knows the state of pools. */
public interface PoolSource {
    /** The pool as its host says it is; empty when the host has none of that name. AUTH when we may not ask. */
    Optional<PoolState> pool(PoolRef ref);
}

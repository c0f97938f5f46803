package io.homelab.workflows.hypervisor;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Finds what is ours and has no place in the lab file any more. */
@ActivityInterface
public interface OrphanActivities {
    /**
     * Every machine, image and secret that proves to be ours and that the lab file does not name; reads only.
     *
     * @param request the digest of the lab file that the caller saw, if any; another one is refused with CONFIG
     */
    @ActivityMethod(name = "FindOrphans")
    OrphanReport find(OrphanRequest request);
}

package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;

/** A bounded wait is over: trying again at once will not help, a person must look. */
public final class GaveUp extends Problem {
    private static final long serialVersionUID = 1L;

    public GaveUp(String what) {
        super(FailureClass.TRANSIENT, what, null, "look at it, then: homelab run retry");
    }
}

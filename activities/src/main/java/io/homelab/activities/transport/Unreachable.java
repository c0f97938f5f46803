package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import org.jspecify.annotations.Nullable;

/** No answer came: what was asked may or may not have been done. Look before writing again. */
public final class Unreachable extends Problem {
    private static final long serialVersionUID = 1L;

    public Unreachable(String what, @Nullable String where, @Nullable Throwable cause) {
        this(what, where, null, cause);
    }

    /** @param remedy for whoever finds that it has not been helped by waiting */
    public Unreachable(String what, @Nullable String where, @Nullable String remedy, @Nullable Throwable cause) {
        super(FailureClass.TRANSIENT, what, where, remedy, cause);
    }
}

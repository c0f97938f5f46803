package io.homelab.activities.talos;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.util.Locale;

/** An answer of Talos that is no success, classed by its code and text (facts: talos A4). */
final class TalosFailure extends Problem {
    private static final long serialVersionUID = 1L;

    private final Status.Code code;
    private final String text;

    private TalosFailure(FailureClass kind, Status.Code code, String text, String where, Throwable cause) {
        super(kind, text, where, null, cause);
        this.code = code;
        this.text = text.toLowerCase(Locale.ROOT);
    }

    static TalosFailure of(StatusRuntimeException e, String where) {
        var status = e.getStatus();
        var text = describe(e);
        var kind =
                switch (status.getCode()) {
                    case UNAUTHENTICATED, PERMISSION_DENIED -> FailureClass.AUTH;
                    case INVALID_ARGUMENT -> FailureClass.CONFIG;
                    case RESOURCE_EXHAUSTED -> FailureClass.RATE;
                    default -> FailureClass.TRANSIENT;
                };
        return new TalosFailure(kind, status.getCode(), "Talos: " + text, where, e);
    }

    /** The connection did not come about, or broke: what was asked may or may not have been done. */
    boolean unreachable() {
        return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED || code == Status.Code.UNKNOWN;
    }

    /** The node has another authority than ours, or none yet: its certificate is self-signed in maintenance mode. */
    boolean unknownAuthority() {
        return unreachable()
                && (text.contains("pkix")
                        || text.contains("certificate_unknown")
                        || text.contains("unable to find valid certification path")
                        || text.contains("signed by unknown authority")
                        || text.contains("path does not chain")
                        || text.contains("no trusted")
                        || text.contains("certpath"));
    }

    /** The node asks for a client certificate: it is configured. */
    boolean certificateRequired() {
        return text.contains("certificate required")
                || text.contains("certificate_required")
                || text.contains("bad_certificate")
                || text.contains("bad certificate");
    }

    /** The method is not there: the node is still in maintenance mode. */
    boolean unimplemented() {
        return code == Status.Code.UNIMPLEMENTED;
    }

    boolean alreadyExists() {
        return code == Status.Code.ALREADY_EXISTS;
    }

    boolean notYet() {
        return code == Status.Code.FAILED_PRECONDITION;
    }

    boolean notFound() {
        return code == Status.Code.NOT_FOUND;
    }

    private static String describe(StatusRuntimeException e) {
        var text = new StringBuilder(e.getStatus().getCode().name());
        if (e.getStatus().getDescription() != null) {
            text.append(": ").append(e.getStatus().getDescription());
        }
        for (var cause = e.getStatus().getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
                text.append("; ").append(cause.getMessage());
            }
        }
        return text.toString();
    }
}

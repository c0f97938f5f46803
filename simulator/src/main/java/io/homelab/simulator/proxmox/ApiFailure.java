package io.homelab.simulator.proxmox;

import java.util.Map;

/** A call that Proxmox answers with an error. The message is its first line, without the newline. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> errors;

    ApiFailure(int status, String message, Map<String, String> errors) {
        super(message);
        this.status = status;
        this.errors = Map.copyOf(errors);
    }

    /** Perl's {@code die}: Proxmox's catch-all. */
    static ApiFailure died(String message) {
        return new ApiFailure(500, message, Map.of());
    }

    static ApiFailure invalid(Map<String, String> errors) {
        return new ApiFailure(400, "Parameter verification failed.", errors);
    }

    static ApiFailure invalid(String parameter, String reason) {
        return invalid(Map.of(parameter, reason));
    }

    static ApiFailure denied(String path, String privileges) {
        return new ApiFailure(403, "Permission check failed (" + path + ", " + privileges + ")", Map.of());
    }

    static ApiFailure denied(String message) {
        return new ApiFailure(403, message, Map.of());
    }

    int status() {
        return status;
    }

    Map<String, String> errors() {
        return errors;
    }

    String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}

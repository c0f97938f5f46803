package io.homelab.lab.backup;

/** A backup cannot be taken or used; the message says why and what to do. */
public class BackupFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupFailed(String message) {
        super(message);
    }

    BackupFailed(String message, Throwable cause) {
        super(message, cause);
    }
}

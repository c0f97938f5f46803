package io.homelab.lab.backup;

/** What is in the file is no sound SQLite database. */
final class DamagedDatabase extends BackupFailed {
    private static final long serialVersionUID = 1L;

    DamagedDatabase(String message, Throwable cause) {
        super(message, cause);
    }
}

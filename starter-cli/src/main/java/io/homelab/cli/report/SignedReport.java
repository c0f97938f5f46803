package io.homelab.cli.report;

import io.homelab.workflows.backup.BackupReport;
import java.time.Instant;
import java.util.List;

/**
 * A report whose signature and place in the chain were checked.
 *
 * @param file the envelope's name
 * @param digest SHA-256 of the envelope
 * @param key SHA-256 of the public key that it is signed by
 * @param recordedAt when it was signed
 * @param elsewhere what is not as it was written in statements before it
 */
public record SignedReport(
        String file, String digest, String key, Instant recordedAt, BackupReport report, List<String> elsewhere) {
    public SignedReport {
        elsewhere = List.copyOf(elsewhere);
    }
}

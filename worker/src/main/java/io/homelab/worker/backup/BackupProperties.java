package io.homelab.worker.backup;

import java.nio.file.Path;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The nightly backup.
 *
 * @param database the file of the Temporal server on this machine
 * @param directory where backups go
 * @param at when, in this machine's time zone
 * @param keep how many stay
 * @param simulated whether this is a simulated lab's control plane
 */
@ConfigurationProperties("homelab.backup")
public record BackupProperties(Path database, Path directory, LocalTime at, int keep, boolean simulated) {}

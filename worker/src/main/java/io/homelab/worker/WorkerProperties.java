package io.homelab.worker;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the lab is on this machine.
 *
 * @param labFile the lab file
 * @param configDirectory the age identity
 * @param stateDirectory snapshots, evidence
 * @param cacheDirectory downloads
 */
@ConfigurationProperties("homelab")
public record WorkerProperties(Path labFile, Path configDirectory, Path stateDirectory, Path cacheDirectory) {}

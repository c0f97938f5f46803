package io.homelab.activities.labfile;

import java.nio.file.Path;

/**
 * Where the lab is on this machine.
 *
 * @param labFile the lab file; what it names is relative to its directory
 * @param stateDirectory where snapshots and evidence are kept
 * @param cacheDirectory where downloads are kept
 */
public record LabProperties(Path labFile, Path stateDirectory, Path cacheDirectory) {}

/**
 * What runs in a container when somebody executes a command in it: a small busybox and {@code sqlite3}, in Java.
 *
 * <p>A container's file system is what its pod mounts, and nothing else: there is no image beneath. Only volumes of claims
 * have contents, the bytes that {@code volumes} keeps; all other kinds (ConfigMaps, Secrets, host paths, empty ones) are
 * empty directories. A directory in a volume is there as long as a file is in it. Everything is read-only. Every container
 * has the same programs, whatever its image: {@code true}, {@code false}, {@code echo}, {@code cat}, {@code ls},
 * {@code test}, {@code sha256sum}, {@code wc -c} and {@code sqlite3}; there is no shell. What they say is what a busybox
 * and sqlite3 3.40 say.
 */
@NullMarked
package io.homelab.simulator.kubernetes.containers;

import org.jspecify.annotations.NullMarked;

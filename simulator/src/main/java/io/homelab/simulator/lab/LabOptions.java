package io.homelab.simulator.lab;

import io.homelab.simulator.git.RepositorySeed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for when it makes a lab; whatever is missing is as in a small homelab.
 *
 * @param factor what durations are multiplied by; 0.01 without
 * @param pveVersion {@code 8.4} without
 * @param nodes how many Proxmox nodes; 1 without
 * @param dhcp whether the network has a DHCP server; true without
 * @param memoryMiB memory of each node; 64 GiB without
 * @param repositories of the Git server; one empty {@code lab/homelab} without
 */
public record LabOptions(
        String name,
        @Nullable Double factor,
        @Nullable String pveVersion,
        @Nullable Integer nodes,
        @Nullable Boolean dhcp,
        @Nullable Long memoryMiB,
        @Nullable List<RepositorySeed> repositories) {}

package io.homelab.workflows.topology;

import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know of a node to order its steps and to judge an amended lab file.
 *
 * @param hardware digest over everything that the virtual machine is made from
 * @param address the static address, or null for DHCP
 */
public record NodeSpec(
        String name, Role role, String hardware, @Nullable String address) {
    /** What a node is for. */
    public enum Role {
        CONTROL_PLANE,
        WORKER
    }

    /** Whether etcd runs here. */
    public boolean controlPlane() {
        return role == Role.CONTROL_PLANE;
    }
}

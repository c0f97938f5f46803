package io.homelab.activities.ensure;

import io.homelab.workflows.topology.NodeRef;
import java.util.Optional;

/** Says which machine a node is, so that nobody configures a stranger who happens to have its address. */
public interface NodeLocator {
    /** The node's machine as the hypervisor knows it now; empty while none carries its marker. */
    Optional<Located> find(NodeRef node);

    /** The same; NOT_OURS when none carries its marker. */
    Located locate(NodeRef node);

    /** Whether the node's machine has power; NOT_OURS when none carries its marker. */
    boolean powered(NodeRef node);

    /**
     * A node's machine.
     *
     * @param uuid SMBIOS uuid, lower case
     * @param address the static address, or the one that the guest agent reports; empty while there is none
     */
    record Located(String uuid, Optional<String> address) {}
}

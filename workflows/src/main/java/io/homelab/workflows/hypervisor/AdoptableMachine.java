package io.homelab.workflows.hypervisor;

/**
 * A machine that a person wants to be ours.
 *
 * @param node the node of the lab file that it shall be
 * @param vmid its id now
 * @param name its name now: an id alone may be another machine's tomorrow
 */
public record AdoptableMachine(String node, int vmid, String name) {}

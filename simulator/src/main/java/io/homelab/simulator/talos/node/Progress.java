package io.homelab.simulator.talos.node;

/** How far a service of the machine has come. */
public enum Progress {
    DOWN,
    STARTING,
    UP
}

package io.homelab.simulator.world;

/** A lab of its own: worlds share a process and nothing else. */
public interface World {
    /** A short lower-case name, unique in the process. */
    String name();

    /** The loopback /24 that this lab's hosts live in. */
    Lan lan();

    /** The lab's clock: real time plus whatever jumps a fault made. */
    WorldClock clock();

    /** The one state that survives a power cut of the simulator itself. */
    Store store();

    /** Everything that takes time in this lab, scaled by its factor. */
    Physics physics();

    /** What is to go wrong next. */
    Faults faults();

    /** Every call that reached a system of this lab, in order. */
    CallLog calls();
}

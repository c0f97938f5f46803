package io.homelab.simulator.world;

import java.time.Instant;

/** The only source of wall-clock time in a world. */
public interface WorldClock {
    Instant now();
}

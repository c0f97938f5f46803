package io.homelab.simulator.kubernetes.containers;

import java.io.IOException;

/** A program that a container has. */
@FunctionalInterface
interface Program {
    /**
     * Runs it to its end.
     *
     * @return the exit code
     * @throws IOException when nobody takes what it writes
     */
    int run(Call call) throws IOException;
}

package io.homelab.simulator.kubernetes;

/** A socket on which an API server listens. */
public interface ApiListener {
    /** Closes it and every connection through it, at once. */
    void close();
}

package io.homelab.simulator.kubernetes.controllers;

/** Brings one aspect of the cluster from what it is closer to what it should be. */
interface Controller {
    /** Looks at everything and does what can be done now; it is called again when anything changes. */
    void reconcile();
}

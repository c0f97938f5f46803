package io.homelab.simulator.web;

/** What answers the requests of one listener. Called on a thread that may block. */
@FunctionalInterface
public interface Endpoint {
    Reply answer(Exchange exchange);
}

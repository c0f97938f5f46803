/** The machine API over gRPC: transport, roles, routing, faults and the calls themselves. */
@NullMarked
package io.homelab.simulator.talos.api;

import org.jspecify.annotations.NullMarked;

package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Exchange;
import java.util.Optional;

/** One call on its way through a route. */
record ApiCall(Pve pve, Caller caller, Parameters parameters, Fate fate, Exchange exchange) {
    String node() {
        return parameters.need("node");
    }

    int vmid() {
        return Integer.parseInt(parameters.need("vmid"));
    }

    /** The machine of the path, on the node of the path. */
    VmDocument vm() {
        return pve.vms.on(node(), vmid());
    }

    Optional<String> get(String name) {
        return parameters.get(name);
    }

    void need(String path, String... privileges) {
        pve.access.need(caller, path, privileges);
    }

    void needAny(String path, String... privileges) {
        pve.access.needAny(caller, path, privileges);
    }

    void needOnVm(String... privileges) {
        need("/vms/" + vmid(), privileges);
    }

    boolean has(String path, String privilege) {
        return pve.access.on(caller, path).contains(privilege);
    }

    /** {@code skiplock} and its like are for root's own ticket. */
    boolean rootOnly(String name) {
        if (parameters.is(name) && !caller.isRoot()) {
            throw ApiFailure.invalid(name, "Only root may use this option.");
        }
        return parameters.is(name);
    }
}

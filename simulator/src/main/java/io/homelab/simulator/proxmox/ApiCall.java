package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
        if (!on(path).containsAll(List.of(privileges))) {
            throw ApiFailure.denied(path, String.join("|", privileges));
        }
    }

    void needAny(String path, String... privileges) {
        var has = on(path);
        if (List.of(privileges).stream().noneMatch(has::contains)) {
            throw ApiFailure.denied(path, String.join("|", privileges));
        }
    }

    void needOnVm(String... privileges) {
        need("/vms/" + vmid(), privileges);
    }

    boolean has(String path, String privilege) {
        return on(path).contains(privilege);
    }

    /** What holds for a pool holds for the machines in it; a machine that is destroyed leaves its pool. */
    private Set<String> on(String path) {
        var rights = pve.access.on(caller, path);
        if (!path.startsWith("/vms/")) {
            return rights;
        }
        var vm = pve.vms.find(Integer.parseInt(path.substring("/vms/".length())));
        var pool = vm.isPresent() ? Optional.ofNullable(vm.get().pool()) : get("pool");
        if (pool.isEmpty()) {
            return rights;
        }
        var both = new TreeSet<>(rights);
        both.addAll(pve.access.on(caller, "/pool/" + pool.get()));
        return both;
    }

    /** {@code skiplock} and its like are for root's own ticket. */
    boolean rootOnly(String name) {
        if (parameters.is(name) && !caller.isRoot()) {
            throw ApiFailure.invalid(name, "Only root may use this option.");
        }
        return parameters.is(name);
    }
}

package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.zfs.Pools;
import java.security.cert.X509Certificate;
import java.util.List;

/** Everything behind the API of one cluster. */
final class Pve {
    final DiskWorld world;
    final HypervisorOptions options;
    final State state;
    final Access access;
    final Login login;
    final Nodes nodes;
    final Vms vms;
    final Volumes volumes;
    final Storages storages;
    final Flocks flocks;
    final Tasks tasks;
    final Machines machines;
    final Disks disks;
    final Lifecycle lifecycle;
    final Hardwired hardwired;
    final Pools pools;
    /** Certificates that the nodes trust when they download. */
    final List<X509Certificate> authorities;

    Pve(DiskWorld world, HypervisorOptions options, List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
        this.world = world;
        this.options = options;
        state = new State(world);
        access = new Access(world.store(), options);
        login = new Login(access, world.clock());
        nodes = new Nodes(world.store(), options);
        vms = new Vms(world.store());
        volumes = new Volumes(world);
        storages = new Storages(world, options, volumes, state);
        flocks = new Flocks(state);
        tasks = new Tasks(world, state, flocks);
        machines = new Machines(world, state, vms, volumes);
        disks = new Disks(storages, volumes);
        lifecycle = new Lifecycle(this);
        hardwired = new Hardwired(world.store());
        pools = new Pools(world);
    }
}

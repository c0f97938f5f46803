package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.world.World;

/** What the API servers of one cluster share. */
public record Parts(
        Registry registry,
        Requests requests,
        Endpoint endpoint,
        Watches watches,
        PlainPaths plain,
        Executions executions,
        Authorizer authorizer,
        RequestCounts counts) {

    /** The parts over what the store has for a cluster. */
    public static Parts of(World world, String id, String version, Volumes volumes) {
        var storage = new Storage(world.store(), id);
        var catalog = new Catalog(storage);
        var registry = new Registry(storage, catalog, world.clock());
        var tables = new Tables(catalog, world.clock()::now);
        var authorizer = new Authorizer(registry);
        var counts = new RequestCounts();
        var containers = new Containers(registry, volumes);
        return new Parts(
                registry,
                new Requests(catalog),
                new Endpoint(registry, tables, authorizer, containers),
                new Watches(registry, tables),
                new PlainPaths(version, new Discovery(catalog), new OpenApi(catalog), counts),
                new Executions(registry, containers),
                authorizer,
                counts);
    }
}

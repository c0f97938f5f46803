package io.homelab.simulator.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every route of the API. */
final class Routes {
    private final List<Route> routes;

    Routes() {
        routes = Stream.of(
                        BasicRoutes.all(),
                        NodeRoutes.all(),
                        TaskRoutes.all(),
                        StorageRoutes.all(),
                        UploadRoutes.all(),
                        QemuRoutes.all(),
                        ConfigRoutes.all(),
                        PowerRoutes.all(),
                        CopyRoutes.all(),
                        SnapshotRoutes.all(),
                        AgentRoutes.all(),
                        AccessRoutes.all(),
                        TokenRoutes.all(),
                        MappingRoutes.all(),
                        PoolRoutes.all(),
                        DiskRoutes.all(),
                        ZfsRoutes.all(),
                        QuietRoutes.all())
                .flatMap(List::stream)
                .collect(Collectors.toCollection(ArrayList::new));
        routes.addAll(IndexRoutes.of(List.copyOf(routes)));
    }

    Optional<Match> match(String method, List<String> path) {
        return routes.stream()
                .filter(route -> route.method().equals(method))
                .flatMap(route -> route.match(path).map(values -> new Match(route, values)).stream())
                .findFirst();
    }

    record Match(Route route, Map<String, String> values) {}
}

package io.homelab.simulator.proxmox;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Folders of the API, which list what is in them; what is served below a folder is what it names. */
final class IndexRoutes {
    private IndexRoutes() {}

    /** A folder for every path that is the beginning of others and does not answer itself. */
    static List<Route> of(List<Route> routes) {
        var folders = new TreeSet<String>();
        for (var route : routes) {
            for (int depth = 0; depth < route.pattern().size(); depth++) {
                folders.add(String.join("/", route.pattern().subList(0, depth)));
            }
        }
        return folders.stream()
                .filter(folder -> routes.stream()
                        .noneMatch(route -> route.method().equals("GET")
                                && String.join("/", route.pattern()).equals(folder)))
                .map(folder -> folder(folder, routes))
                .toList();
    }

    private static Route folder(String folder, List<Route> routes) {
        var path = folder.isEmpty() ? List.<String>of() : Arrays.asList(folder.split("/", -1));
        var names = new TreeSet<String>();
        for (var route : routes) {
            if (route.pattern().size() > path.size()
                    && route.pattern().subList(0, path.size()).equals(path)
                    && !route.pattern().get(path.size()).startsWith("{")) {
                names.add(route.pattern().get(path.size()));
            }
        }
        return Route.folder(path, call -> {
            if (path.contains("{vmid}")) {
                call.vm();
            }
            return listing(names);
        });
    }

    private static JsonNode listing(TreeSet<String> names) {
        var all = Json.array();
        names.forEach(name -> all.addObject().put("subdir", name).put("name", name));
        return all;
    }
}

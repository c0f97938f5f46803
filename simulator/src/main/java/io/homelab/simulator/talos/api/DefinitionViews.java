package io.homelab.simulator.talos.api;

import io.homelab.simulator.talos.wire.resources.PrintColumn;
import io.homelab.simulator.talos.wire.resources.ResourceDefinitionSpec;

/** The definitions of all types, by which clients resolve short names. */
final class DefinitionViews {
    private DefinitionViews() {}

    static void make(ResourceViews views) {
        for (var kind : ResourceKinds.ALL) {
            var proto = ResourceDefinitionSpec.newBuilder()
                    .setResourceType(kind.type())
                    .setDisplayType(kind.singular())
                    .setDefaultNamespace(kind.namespace())
                    .addAllAliases(kind.aliases());
            proto.addAllAllAliases(kind.allAliases());
            var columns = kind.columns().stream()
                    .map(column -> {
                        var equals = column.indexOf('=');
                        var name = column.substring(0, equals);
                        var path = column.substring(equals + 1);
                        proto.addPrintColumns(
                                PrintColumn.newBuilder().setName(name).setJsonPath(path));
                        return ResourceViews.map("name", name, "jsonPath", path);
                    })
                    .toList();
            views.add(
                    kind.id(),
                    ResourceViews.map(
                            "type", kind.type(),
                            "displayType", kind.singular(),
                            "defaultNamespace", kind.namespace(),
                            "aliases", kind.aliases(),
                            "allAliases", kind.allAliases(),
                            "printColumns", columns,
                            "sensitivity", kind.sensitive() ? "sensitive" : ""),
                    proto.build());
        }
    }
}

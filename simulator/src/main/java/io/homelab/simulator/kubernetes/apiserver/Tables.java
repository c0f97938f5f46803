package io.homelab.simulator.kubernetes.apiserver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects as the tables that {@code kubectl get} prints. */
final class Tables {
    /** A column; those with a priority show in wide output only. */
    record Column(String name, String type, int priority, Function<ObjectNode, String> cell) {
        static Column at(String name, String path) {
            return text(name, o -> Json.text(o, path));
        }

        static Column text(String name, Function<ObjectNode, String> cell) {
            return new Column(name, "string", 0, cell);
        }

        static Column wide(String name, Function<ObjectNode, String> cell) {
            return new Column(name, "string", 1, cell);
        }

        static Column number(String name, ToIntFunction<ObjectNode> cell) {
            return new Column(name, "integer", 0, o -> Integer.toString(cell.applyAsInt(o)));
        }

        static String some(String text) {
            return text.isEmpty() ? "<none>" : text;
        }

        static String some(List<String> texts) {
            return some(String.join(",", texts));
        }

        static String pairs(JsonNode map) {
            return some(map.properties().stream()
                    .map(e -> e.getKey() + "=" + e.getValue().asString(""))
                    .toList());
        }
    }

    private final Catalog catalog;
    private final Supplier<Instant> clock;

    Tables(Catalog catalog, Supplier<Instant> clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    ObjectNode of(ResourceType type, List<ObjectNode> objects, ObjectNode listMeta, String include) {
        var columns = columns(type);
        var table = Json.of("{'kind':'Table','apiVersion':'meta.k8s.io/v1'}");
        table.set("metadata", listMeta);
        var definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions
                .addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("format", column.name().equals("Name") ? "name" : "")
                .put("description", column.name())
                .put("priority", column.priority()));
        var rows = table.putArray("rows");
        for (var object : objects) {
            var row = rows.addObject();
            var cells = row.putArray("cells");
            for (var column : columns) {
                var cell = column.cell().apply(object);
                if (column.type().equals("integer") && cell.matches("-?[0-9]+")) {
                    cells.add(Long.parseLong(cell));
                } else {
                    cells.add(cell);
                }
            }
            if (include.equals("Object")) {
                row.set("object", object);
            } else if (!include.equals("None")) {
                var partial = Json.of("{'kind':'PartialObjectMetadata','apiVersion':'meta.k8s.io/v1'}");
                partial.set("metadata", object.path("metadata"));
                row.set("object", partial);
            }
        }
        return table;
    }

    private List<Column> columns(ResourceType type) {
        var columns = new ArrayList<Column>();
        if (type.qualified().equals("events")) {
            columns.add(Column.text("Last Seen", object -> age(Json.text(object, "lastTimestamp"))));
        } else {
            columns.add(Column.text("Name", Json::name));
        }
        columns.addAll(TableColumns.of(type));
        if (type.custom()) {
            for (var column : catalog.columns(type)) {
                var path = Json.text(column, "jsonPath");
                if (!path.equals(".metadata.creationTimestamp")) {
                    columns.add(new Column(
                            Json.text(column, "name"),
                            Json.text(column, "type"),
                            Json.number(column, "priority", 0),
                            // Dates are shown as what has passed since.
                            object -> Json.text(column, "type").equals("date")
                                            && !byPath(object, path).isEmpty()
                                    ? age(byPath(object, path))
                                    : byPath(object, path)));
                }
            }
        }
        if (!OtherColumns.aged(type)) {
            return columns;
        }
        var age = new Column("Age", "string", 0, object -> age(Json.text(object, "metadata.creationTimestamp")));
        var wide = 0;
        while (wide < columns.size() && columns.get(wide).priority() == 0) {
            wide++;
        }
        columns.add(wide, age);
        return columns;
    }

    private String age(String since) {
        if (since.isEmpty()) {
            return "<unknown>";
        }
        var seconds =
                Math.max(0, clock.get().getEpochSecond() - Instant.parse(since).getEpochSecond());
        return seconds < 120
                ? seconds + "s"
                : seconds < 7200
                        ? seconds / 60 + "m"
                        : seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    /** The simple paths that printer columns use, with filters by equality. */
    private static String byPath(ObjectNode object, String path) {
        JsonNode node = object;
        var filter = java.util.regex.Pattern.compile("\\[\\?\\(@\\.([A-Za-z]+)\\s*==\\s*['\"]([^'\"]*)['\"]\\)\\]");
        var plain = filter.matcher(path).replaceAll(".?$1=$2");
        for (var part : plain.split("\\.", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.startsWith("?")) {
                var pair = part.substring(1).split("=", 2);
                JsonNode found = Json.object().path("none");
                for (var item : node) {
                    if (Json.text(item, pair[0]).equals(pair[1])) {
                        found = item;
                    }
                }
                node = found;
            } else {
                node = node.path(part);
            }
        }
        return node.isValueNode() ? node.asString("") : node.isMissingNode() ? "" : node.toString();
    }
}

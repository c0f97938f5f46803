package io.homelab.simulator.kubernetes.apiserver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** Who manages which fields of an object. */
final class Managers {
    /** One manager: the same name counts once per way of writing. */
    record Manager(String name, String operation, String apiVersion, String subresource) {
        boolean same(Manager other) {
            return name.equals(other.name)
                    && operation.equals(other.operation)
                    && subresource.equals(other.subresource);
        }
    }

    private final Map<Manager, Set<String>> sets = new LinkedHashMap<>();
    private final Map<Manager, String> times = new LinkedHashMap<>();

    static Managers of(ObjectNode object) {
        var managers = new Managers();
        for (var entry : Json.at(object, "metadata.managedFields")) {
            var manager = new Manager(
                    Json.text(entry, "manager"),
                    Json.text(entry, "operation"),
                    Json.text(entry, "apiVersion"),
                    Json.text(entry, "subresource"));
            managers.sets.put(manager, FieldSets.parse(entry.path("fieldsV1")));
            managers.times.put(manager, Json.text(entry, "time"));
        }
        return managers;
    }

    Map<Manager, Set<String>> sets() {
        return sets;
    }

    Set<String> fields(Manager manager) {
        return sets.entrySet().stream()
                .filter(e -> e.getKey().same(manager))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(TreeSet::new);
    }

    /** Whether anybody else has the field or something under it. */
    boolean othersOwn(Manager manager, String path) {
        return sets.entrySet().stream()
                .filter(e -> !e.getKey().same(manager))
                .flatMap(e -> e.getValue().stream())
                .anyMatch(p -> p.equals(path) || p.startsWith(path + FieldSets.SEPARATOR));
    }

    void give(Manager manager, Set<String> fields, String time) {
        var before = fields(manager);
        sets.keySet().removeIf(m -> m.same(manager));
        if (!fields.isEmpty()) {
            sets.put(manager, fields);
            if (!Objects.equals(before, fields) || !times.containsKey(manager)) {
                times.put(manager, time);
            }
        }
    }

    /** Takes fields from everybody but one. */
    void takeFromOthers(Manager manager, Set<String> fields) {
        sets.forEach((other, theirs) -> {
            if (!other.same(manager)) {
                theirs.removeAll(fields);
            }
        });
        sets.values().removeIf(Set::isEmpty);
    }

    /** Drops fields that the object has no more. */
    void keepOnly(Set<String> existing) {
        sets.values().forEach(theirs -> theirs.retainAll(existing));
        sets.values().removeIf(Set::isEmpty);
    }

    void write(ObjectNode object) {
        var list = Json.array();
        sets.forEach((manager, fields) -> {
            var entry = list.addObject()
                    .put("manager", manager.name())
                    .put("operation", manager.operation())
                    .put("apiVersion", manager.apiVersion())
                    .put("time", times.getOrDefault(manager, ""))
                    .put("fieldsType", "FieldsV1");
            entry.set("fieldsV1", FieldSets.tree(fields));
            if (!manager.subresource().isEmpty()) {
                entry.put("subresource", manager.subresource());
            }
        });
        Json.meta(object).set("managedFields", list);
    }
}

package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Ownership of fields: what apply merges, refuses and removes, and what other writes take over. */
final class ServerSideApply {
    private final ResourceType type;
    private final String now;

    ServerSideApply(ResourceType type, String now) {
        this.type = type;
        this.now = now;
    }

    /** The object after a manager applied its fields. */
    ObjectNode apply(ObjectNode live, ObjectNode applied, Managers.Manager manager, boolean force) {
        var managers = Managers.of(live);
        var wanted = FieldSets.of(type, applied);
        var tree = new FieldTree(type);
        var merged = tree.merge(live, applied);
        var before = FieldSets.of(type, live);
        var after = FieldSets.of(type, merged);
        var conflicts = conflicts(managers, manager, wanted, before, after);
        if (!conflicts.isEmpty() && !force) {
            throw refused(conflicts);
        }
        var mine = new TreeSet<>(wanted.keySet());
        var dropped = new ArrayList<>(managers.fields(manager));
        dropped.removeAll(mine);
        // Deepest first: an item goes after its fields.
        dropped.sort(Comparator.comparingInt((String path) -> path.split(FieldSets.SEPARATOR, -1).length)
                .reversed());
        for (var path : dropped) {
            if (!managers.othersOwn(manager, path) && !owns(mine, path)) {
                tree.remove(merged, path);
            }
        }
        var taken = new TreeSet<String>();
        conflicts.values().forEach(taken::addAll);
        managers.takeFromOthers(manager, taken);
        managers.give(manager, mine, now);
        managers.keepOnly(new TreeSet<>(FieldSets.of(type, merged).keySet()));
        managers.write(merged);
        return merged;
    }

    private static boolean owns(TreeSet<String> mine, String path) {
        return mine.stream().anyMatch(p -> p.startsWith(path + FieldSets.SEPARATOR));
    }

    private static Map<Managers.Manager, List<String>> conflicts(
            Managers managers,
            Managers.Manager manager,
            Map<String, @Nullable JsonNode> wanted,
            Map<String, @Nullable JsonNode> before,
            Map<String, @Nullable JsonNode> after) {
        var conflicts = new LinkedHashMap<Managers.Manager, List<String>>();
        managers.sets().forEach((other, fields) -> {
            if (other.same(manager)) {
                return;
            }
            for (var path : fields) {
                if (wanted.containsKey(path) && !Objects.equals(before.get(path), after.get(path))) {
                    conflicts.computeIfAbsent(other, m -> new ArrayList<>()).add(path);
                }
            }
        });
        return conflicts;
    }

    private static ApiError refused(Map<Managers.Manager, List<String>> conflicts) {
        var details = Json.object();
        var causes = details.putArray("causes");
        var parts = new ArrayList<String>();
        conflicts.forEach((manager, paths) -> {
            var with = "with \"" + manager.name() + "\""
                    + (manager.subresource().isEmpty() ? "" : " with subresource \"" + manager.subresource() + "\"")
                    + " using " + manager.apiVersion();
            paths.forEach(path -> causes.addObject()
                    .put("reason", "FieldManagerConflict")
                    .put("message", "conflict " + with)
                    .put("field", FieldSets.shown(path)));
            parts.add(
                    paths.size() == 1
                            ? "conflict " + with + ": " + FieldSets.shown(paths.getFirst())
                            : "conflicts " + with + ":\n- "
                                    + String.join(
                                            "\n- ",
                                            paths.stream().map(FieldSets::shown).toList()));
        });
        var count = causes.size();
        return new ApiError(
                409,
                "Conflict",
                "Apply failed with " + count + (count == 1 ? " conflict: " : " conflicts: ") + String.join("\n", parts),
                details);
    }

    /** Notes that a manager wrote an object in another way than by apply. */
    void update(@Nullable ObjectNode live, ObjectNode written, Managers.Manager manager) {
        var managers = live == null ? new Managers() : Managers.of(live);
        var before = live == null ? Map.<String, @Nullable JsonNode>of() : FieldSets.of(type, live);
        var after = FieldSets.of(type, written);
        var changed = new TreeSet<String>();
        after.forEach((path, value) -> {
            if (!before.containsKey(path) || !Objects.equals(before.get(path), value)) {
                changed.add(path);
            }
        });
        managers.takeFromOthers(manager, changed);
        if (!changed.isEmpty()) {
            var mine = new TreeSet<>(managers.fields(manager));
            mine.addAll(changed);
            managers.give(manager, mine, now);
        }
        managers.keepOnly(new TreeSet<>(after.keySet()));
        managers.write(written);
    }
}

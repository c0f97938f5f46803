package io.homelab.lab.schema;

import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where the key (or list item) of each path stands in a YAML text, counted from 1. */
final class Locations {
    private static final int DEEPEST = 64;
    private final Map<String, Place> places = new HashMap<>();
    private boolean tooDeep;

    record Place(int line, int column) {}

    /** Walks all documents; with a prefix their paths are prefix[n]. */
    static Locations of(LoadSettings settings, String text, String prefix) {
        var locations = new Locations();
        int index = 0;
        for (var node : new Compose(settings).composeAllFromString(text)) {
            locations.walk(prefix.isEmpty() ? "" : Paths.item(prefix, index), node, node, 0);
            index++;
        }
        return locations;
    }

    /** True when something is nested beyond reason, as an anchor that holds itself is. */
    boolean tooDeep() {
        return tooDeep;
    }

    /** The place of a path, else of its nearest known parent, else the start of the file. */
    Place of(String path) {
        var current = path;
        while (true) {
            var place = places.get(current);
            if (place != null) {
                return place;
            }
            if (current.isEmpty()) {
                return new Place(1, 1);
            }
            current = Paths.parent(current);
        }
    }

    private void walk(String path, Node key, Node value, int depth) {
        key.getStartMark()
                .ifPresent(mark -> places.putIfAbsent(path, new Place(mark.getLine() + 1, mark.getColumn() + 1)));
        if (depth > DEEPEST) {
            tooDeep = true;
            return;
        }
        if (value instanceof MappingNode mapping) {
            for (var entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode name) {
                    walk(Paths.field(path, name.getValue()), name, entry.getValueNode(), depth + 1);
                }
            }
        } else if (value instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                var item = sequence.getValue().get(i);
                walk(Paths.item(path, i), item, item, depth + 1);
            }
        }
    }
}

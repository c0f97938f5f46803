package io.homelab.activities.talos;

import io.homelab.lab.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Compares machine configurations by meaning; names what differs and never a value, since some are secret. */
final class ConfigDrift {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private ConfigDrift() {}

    /** The paths at which they differ. */
    static List<String> between(JsonNode active, Secret wanted) {
        var paths = new ArrayList<String>();
        // A node answers with all documents; only the first, v1alpha1's, is compared here.
        var first = wanted.text().split("(?m)^---$", 2)[0];
        compare("", active, YAML.readTree(first), paths);
        return paths;
    }

    private static void compare(String path, JsonNode active, JsonNode wanted, List<String> paths) {
        if (wanted instanceof ObjectNode object && active.isObject()) {
            var names = new java.util.TreeSet<>(object.propertyNames());
            names.addAll(active.propertyNames());
            names.forEach(name -> compare(path + "/" + name, active.path(name), object.path(name), paths));
        } else if (!empty(active) || !empty(wanted)) {
            if (!active.equals(wanted) && !active.toString().equals(wanted.toString())) {
                paths.add(path);
            }
        }
    }

    private static boolean empty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || node.isContainer() && node.isEmpty()
                || node.isString() && node.asString().isEmpty();
    }
}

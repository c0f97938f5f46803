package io.homelab.activities.velero.restore;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The errors of a restore in Velero's own words: {@code {errors: {velero, cluster, namespaces: {NAME: […]}}}}. */
final class RestoreResults {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 10;
    private static final int LENGTH = 300;

    private RestoreResults() {}

    /** The first of them. */
    static List<String> errors(InputStream file) throws IOException {
        var found = new ArrayList<String>();
        collect(JSON.readTree(file.readAllBytes()).path("errors"), found);
        return found.stream()
                .limit(SHOWN)
                .map(text -> text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text)
                .toList();
    }

    private static void collect(JsonNode node, List<String> found) {
        if (node.isString()) {
            found.add(node.asString());
        } else {
            node.forEach(child -> collect(child, found));
        }
    }
}

package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code ignoreDifferences} of an application. */
final class Ignored {
    private Ignored() {}

    static List<String> pointers(ObjectNode application, Key key) {
        var pointers = new ArrayList<String>();
        for (var rule : Json.at(application, "spec.ignoreDifferences")) {
            var fits = fits(Json.text(rule, "group"), key.group())
                    && fits(Json.text(rule, "kind"), key.kind())
                    && (Json.text(rule, "name").isEmpty()
                            || Json.text(rule, "name").equals(key.name()))
                    && (Json.text(rule, "namespace").isEmpty()
                            || Json.text(rule, "namespace").equals(key.namespace()));
            if (fits) {
                pointers.addAll(Json.texts(rule.path("jsonPointers")));
            }
        }
        return pointers;
    }

    private static boolean fits(String rule, String value) {
        return rule.equals("*") || rule.equals(value);
    }

    static ObjectNode without(ObjectNode object, List<String> pointers) {
        var left = object.deepCopy();
        for (var text : pointers) {
            var pointer = JsonPointer.compile(text);
            switch (left.at(pointer.head())) {
                case ObjectNode in -> in.remove(pointer.last().getMatchingProperty());
                case ArrayNode in
                when in.has(pointer.last().getMatchingIndex()) ->
                    in.remove(pointer.last().getMatchingIndex());
                default -> {}
            }
        }
        // What was applied before is ignored as well.
        if (left.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Difference.LAST_APPLIED);
        }
        return left;
    }
}

package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/** What an ApplicationSet leaves as somebody else wrote it into a generated application. */
final class SetIgnored {
    private static final Set<String> ALWAYS =
            Set.of(Names.REFRESH, "argocd.argoproj.io/hydrate", "notified.notifications.argoproj.io", Names.TRACKING);

    private SetIgnored() {}

    static boolean preserved(ObjectNode set, String kind, String name) {
        return ALWAYS.contains(name)
                || Json.texts(Json.at(set, "spec.preservedFields." + kind)).contains(name);
    }

    /** Puts ignored fields of the living application's specification into the wanted one. */
    static void keep(ObjectNode set, ObjectNode wanted, ObjectNode live, ObjectNode spec) {
        for (var rule : Json.at(set, "spec.ignoreApplicationDifferences")) {
            var name = Json.text(rule, "name");
            if (!name.isEmpty() && !name.equals(Json.name(wanted))) {
                continue;
            }
            for (var text : Json.texts(rule.path("jsonPointers"))) {
                if (!text.startsWith("/spec/")) {
                    continue;
                }
                var pointer = JsonPointer.compile(text.substring("/spec".length()));
                var value = live.path("spec").at(pointer);
                var field = pointer.last().getMatchingProperty();
                if (value.isMissingNode()) {
                    if (spec.at(pointer.head()) instanceof ObjectNode in) {
                        in.remove(field);
                    }
                } else {
                    var in = pointer.head().matches()
                            ? spec
                            : Json.ensure(
                                    spec, pointer.head().toString().substring(1).replace('/', '.'));
                    in.set(field, value.deepCopy());
                }
            }
        }
    }
}

package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Conditions of a status; the time of transition moves with the status only. */
final class Conditions {
    private Conditions() {}

    static void set(ObjectNode status, String type, String value, String reason, String message, String now) {
        var list = status.get("conditions") instanceof ArrayNode present ? present : status.putArray("conditions");
        for (var item : list) {
            if (Json.text(item, "type").equals(type)) {
                var condition = (ObjectNode) item;
                if (!Json.text(condition, "status").equals(value)) {
                    condition.put("lastTransitionTime", now);
                }
                condition.put("status", value).put("reason", reason).put("message", message);
                return;
            }
        }
        list.addObject()
                .put("type", type)
                .put("status", value)
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", now);
    }

    static boolean is(ObjectNode object, String type) {
        for (var condition : Json.at(object, "status.conditions")) {
            if (Json.text(condition, "type").equals(type)) {
                return Json.text(condition, "status").equals("True");
            }
        }
        return false;
    }
}

package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Role-based access: bindings, roles and their rules. */
final class Authorizer {
    private final Registry registry;

    Authorizer(Registry registry) {
        this.registry = registry;
    }

    boolean allows(Caller caller, String verb, ResourceType type, String subresource, String namespace, String name) {
        if (caller.master() || (Builtins.review(type) && type.kind().startsWith("Self"))) {
            return true;
        }
        var resource = subresource.isEmpty() ? type.plural() : type.plural() + "/" + subresource;
        for (var binding : list("clusterrolebindings.rbac.authorization.k8s.io", "")) {
            if (binds(binding, caller) && grants(rules(binding, ""), verb, type.group(), resource, name)) {
                return true;
            }
        }
        if (namespace.isEmpty()) {
            return false;
        }
        for (var binding : list("rolebindings.rbac.authorization.k8s.io", namespace)) {
            if (binds(binding, caller) && grants(rules(binding, namespace), verb, type.group(), resource, name)) {
                return true;
            }
        }
        return false;
    }

    /** All rules that hold for somebody, as a review lists them. */
    ArrayNode rules(Caller caller, String namespace) {
        var all = Json.array();
        if (caller.master()) {
            all.add(Json.of("{'verbs':['*'],'apiGroups':['*'],'resources':['*']}"));
        }
        all.add(Json.of("{'verbs':['create'],'apiGroups':['authorization.k8s.io'],'resources':"
                + "['selfsubjectaccessreviews','selfsubjectrulesreviews']}"));
        all.add(Json.of(
                "{'verbs':['create'],'apiGroups':['authentication.k8s.io'],'resources':['selfsubjectreviews']}"));
        list("clusterrolebindings.rbac.authorization.k8s.io", "").stream()
                .filter(binding -> binds(binding, caller))
                .forEach(binding -> resources(rules(binding, ""), all));
        list("rolebindings.rbac.authorization.k8s.io", namespace).stream()
                .filter(binding -> binds(binding, caller))
                .forEach(binding -> resources(rules(binding, namespace), all));
        return all;
    }

    private static void resources(JsonNode rules, ArrayNode all) {
        rules.forEach(rule -> {
            if (rule.has("resources")) {
                all.add(rule.deepCopy());
            }
        });
    }

    private List<ObjectNode> list(String type, String namespace) {
        return registry.catalog()
                .find(type)
                .map(t -> registry.list(t, namespace))
                .orElse(List.of());
    }

    private static boolean binds(ObjectNode binding, Caller caller) {
        for (var subject : binding.path("subjects")) {
            var name = Json.text(subject, "name");
            var holds =
                    switch (Json.text(subject, "kind")) {
                        case "User" -> name.equals(caller.user());
                        case "Group" -> caller.groups().contains(name);
                        case "ServiceAccount" ->
                            caller.user()
                                    .equals("system:serviceaccount:" + Json.text(subject, "namespace") + ":" + name);
                        default -> false;
                    };
            if (holds) {
                return true;
            }
        }
        return false;
    }

    private JsonNode rules(ObjectNode binding, String namespace) {
        var cluster = Json.text(binding, "roleRef.kind").equals("ClusterRole");
        var type = registry.catalog()
                .find((cluster ? "clusterroles" : "roles") + ".rbac.authorization.k8s.io")
                .orElseThrow();
        return registry.find(type, cluster ? "" : namespace, Json.text(binding, "roleRef.name"))
                .map(role -> role.path("rules"))
                .orElseGet(Json::array);
    }

    private static boolean grants(JsonNode rules, String verb, String group, String resource, String name) {
        for (var rule : rules) {
            var names = Json.texts(rule.path("resourceNames"));
            if (has(rule.path("verbs"), verb)
                    && has(rule.path("apiGroups"), group)
                    && has(rule.path("resources"), resource)
                    && (names.isEmpty() || names.contains(name))) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode list, String value) {
        var values = Json.texts(list);
        return values.contains("*") || values.contains(value);
    }
}

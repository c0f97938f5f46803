package io.homelab.simulator.kubernetes.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** Questions in the shape of objects: who am I, may I. */
final class Reviews {
    private Reviews() {}

    static ObjectNode review(
            ObjectNode asked, ResourceType type, Caller caller, Authorizer authorizer, Catalog catalog) {
        var answer = Registry.served(type, asked.deepCopy());
        var status = answer.putObject("status");
        switch (type.kind()) {
            case "SelfSubjectReview" -> {
                var user = status.putObject("userInfo").put("username", caller.user());
                user.set("groups", Json.strings(caller.groups()));
            }
            case "SelfSubjectAccessReview", "SubjectAccessReview" ->
                status.put("allowed", allowed(asked, type, caller, authorizer, catalog));
            case "SelfSubjectRulesReview" -> {
                status.put("incomplete", true).putArray("resourceRules");
                status.putArray("nonResourceRules");
            }
            default -> status.put("authenticated", false);
        }
        return answer;
    }

    private static boolean allowed(
            ObjectNode asked, ResourceType type, Caller caller, Authorizer authorizer, Catalog catalog) {
        var about = Json.at(asked, "spec.resourceAttributes");
        var subject = type.kind().startsWith("Self")
                ? caller
                : new Caller(Json.text(asked, "spec.user"), Json.texts(Json.at(asked, "spec.groups")));
        var group = Json.text(about, "group");
        var resource = Json.text(about, "resource");
        return subject.master()
                || catalog.find(group.isEmpty() ? resource : resource + "." + group)
                        .map(t -> authorizer.allows(
                                subject,
                                Json.text(about, "verb"),
                                t,
                                Json.text(about, "subresource"),
                                Json.text(about, "namespace"),
                                Json.text(about, "name")))
                        .orElse(false);
    }

    /** A bearer token of a service account; it names its owner and is worth nothing elsewhere. */
    static ObjectNode token(ObjectNode asked, String namespace, String name) {
        var answer = asked.deepCopy().put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        var subject = "system:serviceaccount:" + namespace + ":" + name;
        answer.putObject("status")
                .put(
                        "token",
                        "sim."
                                + Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(subject.getBytes(StandardCharsets.UTF_8)))
                .put("expirationTimestamp", "2099-01-01T00:00:00Z");
        return answer;
    }
}

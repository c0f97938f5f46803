package io.homelab.simulator.kubernetes.apiserver;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
            case "SelfSubjectRulesReview" -> rules(asked, status, caller, authorizer);
            default -> status.put("authenticated", false);
        }
        return answer;
    }

    private static boolean allowed(
            ObjectNode asked, ResourceType type, Caller caller, Authorizer authorizer, Catalog catalog) {
        var about = Json.at(asked, "spec.resourceAttributes");
        var subject = type.kind().startsWith("Self")
                ? caller
                : Caller.named(Json.text(asked, "spec.user"), Json.texts(Json.at(asked, "spec.groups")));
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

    private static void rules(ObjectNode asked, ObjectNode status, Caller caller, Authorizer authorizer) {
        var rules = authorizer.rules(caller, Json.text(asked, "spec.namespace"));
        status.put("incomplete", false).set("resourceRules", rules);
        var plain = status.putArray("nonResourceRules");
        if (caller.master()) {
            plain.add(Json.of("{'verbs':['*'],'nonResourceURLs':['*']}"));
        } else {
            plain.add(Json.of("{'verbs':['get'],'nonResourceURLs':['/api','/api/*','/apis','/apis/*','/healthz',"
                    + "'/livez','/openapi','/openapi/*','/readyz','/version','/version/']}"));
        }
    }

    /** A bearer token of a service account. */
    static ObjectNode token(ObjectNode asked, String namespace, String name, Instant now) {
        var answer = asked.deepCopy().put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        var until = now.plusSeconds(Json.number(asked, "spec.expirationSeconds", 3600));
        answer.putObject("status")
                .put("token", AccountTokens.issue(namespace, name, now, until))
                .put(
                        "expirationTimestamp",
                        until.truncatedTo(ChronoUnit.SECONDS).toString());
        return answer;
    }
}

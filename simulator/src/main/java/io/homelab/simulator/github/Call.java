package io.homelab.simulator.github;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call about a repository.
 *
 * @param name {@code owner/name}
 * @param path segments below the repository
 * @param url of the repository in the API
 * @param who commits when nobody else is named
 */
record Call(
        String method,
        String name,
        List<String> path,
        Map<String, List<String>> query,
        JsonNode body,
        Repository repository,
        String url,
        PersonIdent who) {

    /** The method with the first so many segments. */
    String route(int segments) {
        return method + " " + String.join("/", path.subList(0, Math.min(segments, path.size())));
    }

    /** The rest of the path from a segment on. */
    String rest(int from) {
        return String.join("/", path.subList(Math.min(from, path.size()), path.size()));
    }

    Optional<String> query(String field) {
        return query.getOrDefault(field, List.of()).stream().findFirst();
    }

    String text(String field) {
        return body.path(field).asString("");
    }

    String required(String field) {
        if (text(field).isEmpty()) {
            throw GitHubError.invalid("Invalid request.\n\n\"" + field + "\" wasn't supplied.");
        }
        return text(field);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What is answered, and whether it changed anything. */
    record Answer(int status, JsonNode body, boolean committed, Map<String, String> headers) {
        Answer(int status, JsonNode body, boolean committed) {
            this(status, body, committed, Map.of());
        }

        static Answer ok(JsonNode body) {
            return new Answer(200, body, false);
        }

        static Answer created(JsonNode body) {
            return new Answer(201, body, true);
        }

        static Answer nothing() {
            return new Answer(204, object(), true);
        }

        /** With a header; an empty one is left out. */
        Answer with(String header, String value) {
            return value.isEmpty() ? this : new Answer(status, body, committed, Map.of(header, value));
        }
    }

    /** Answers the calls that it knows. */
    interface Routes {
        Optional<Answer> answer(Call call) throws java.io.IOException;
    }
}

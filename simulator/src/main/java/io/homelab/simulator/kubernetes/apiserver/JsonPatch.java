package io.homelab.simulator.kubernetes.apiserver;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON patch (RFC 6902). */
final class JsonPatch {
    private final ObjectNode target;

    private JsonPatch(ObjectNode target) {
        this.target = target;
    }

    static ObjectNode apply(ObjectNode target, JsonNode operations) {
        var patch = new JsonPatch(target);
        for (var operation : operations) {
            patch.one(operation);
        }
        return patch.target;
    }

    private void one(JsonNode operation) {
        var path = operation.path("path").asString("");
        var value = operation.get("value");
        switch (operation.path("op").asString("")) {
            case "add" -> put(path, required(value), true);
            case "replace" -> {
                required(find(path));
                put(path, required(value), false);
            }
            case "remove" -> remove(path);
            case "test" -> {
                if (!required(find(path)).equals(value)) {
                    throw new ApiError(
                            422, "Invalid", "the server rejected our request due to an error in our request", null);
                }
            }
            case "copy" ->
                put(path, required(find(operation.path("from").asString(""))).deepCopy(), true);
            case "move" -> {
                var moved = required(find(operation.path("from").asString("")));
                remove(operation.path("from").asString(""));
                put(path, moved, true);
            }
            default -> throw ApiError.bad("Unexpected kind: " + operation.path("op"));
        }
    }

    private static JsonNode required(@Nullable JsonNode node) {
        if (node == null) {
            throw new ApiError(422, "Invalid", "the server rejected our request due to an error in our request", null);
        }
        return node;
    }

    private @Nullable JsonNode find(String path) {
        @Nullable JsonNode node = target;
        for (var token : tokens(path)) {
            if (node == null) {
                return null;
            }
            node = node.isArray() ? node.get(index(token, (ArrayNode) node)) : node.get(token);
        }
        return node;
    }

    private static String[] tokens(String path) {
        var tokens = path.isEmpty() ? new String[0] : path.substring(1).split("/", -1);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = tokens[i].replace("~1", "/").replace("~0", "~");
        }
        return tokens;
    }

    private static int index(String token, ArrayNode list) {
        try {
            return token.equals("-") ? list.size() : Integer.parseInt(token);
        } catch (NumberFormatException e) {
            throw ApiError.bad("not an index: " + token);
        }
    }

    private void put(String path, JsonNode value, boolean insert) {
        var slash = path.lastIndexOf('/');
        var token = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        switch (required(find(path.substring(0, slash)))) {
            case ObjectNode object -> object.set(token, value);
            case ArrayNode list when insert -> list.insert(index(token, list), value);
            case ArrayNode list -> list.set(index(token, list), value);
            default -> throw ApiError.bad("no container at " + path);
        }
    }

    private void remove(String path) {
        var slash = path.lastIndexOf('/');
        var token = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        required(find(path));
        switch (required(find(path.substring(0, slash)))) {
            case ObjectNode object -> object.remove(token);
            case ArrayNode list -> list.remove(index(token, list));
            default -> throw ApiError.bad("no container at " + path);
        }
    }
}

package io.homelab.simulator.kubernetes.apiserver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Answers requests about resources, all but watches. */
final class Endpoint {
    private static final ProtobufBody PROTOBUF = new ProtobufBody();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Registry registry;
    private final Tables tables;
    private final Authorizer authorizer;
    private final Containers containers;

    /** An answer: status and document, or a page of somebody behind a proxy. */
    record Answer(int code, ObjectNode body, @Nullable Page page) {
        Answer(int code, ObjectNode body) {
            this(code, body, null);
        }
    }

    /** What is not JSON. */
    record Page(String type, byte[] content) {}

    Endpoint(Registry registry, Tables tables, Authorizer authorizer, Containers containers) {
        this.containers = containers;
        this.registry = registry;
        this.tables = tables;
        this.authorizer = authorizer;
    }

    Answer answer(ApiRequest request, ResourceType type, Caller caller) {
        if (Builtins.review(type)) {
            return new Answer(201, Reviews.review(body(request), type, caller, authorizer, registry.catalog()));
        }
        if (type.plural().equals("services") && request.subresource().equals("proxy")) {
            return new ServiceProxy(registry, containers).answer(request);
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> request.name().isEmpty() ? list(request, type) : get(request, type);
            case "POST" -> post(request, type);
            case "PUT" -> put(request, type);
            case "PATCH" -> patch(request, type);
            case "DELETE" -> request.name().isEmpty() ? deleteAll(request, type) : delete(request, type);
            default ->
                throw new ApiError(
                        405,
                        "MethodNotAllowed",
                        "the server does not allow this method on the requested resource",
                        null);
        };
    }

    private Answer get(ApiRequest request, ResourceType type) {
        var object = registry.get(type, request.namespace(), request.name());
        if (request.subresource().equals("scale")) {
            return new Answer(200, Scales.of(object));
        }
        if (request.subresource().equals("log")) {
            throw ApiError.bad("logs are not kept here");
        }
        nothingRuns(request);
        return new Answer(200, shown(request, type, object));
    }

    private static void nothingRuns(ApiRequest request) {
        if (List.of("attach", "portforward").contains(request.subresource())) {
            throw ApiError.bad("nothing runs in the containers of a simulated cluster, so " + request.subresource()
                    + " has nothing to go to");
        }
    }

    private ObjectNode shown(ApiRequest request, ResourceType type, ObjectNode object) {
        if (!request.accept().contains("as=Table")) {
            return object;
        }
        var meta = Json.object().put("resourceVersion", Json.text(object, "metadata.resourceVersion"));
        return tables.of(type, List.of(object), meta, request.parameter("includeObject"));
    }

    private Answer list(ApiRequest request, ResourceType type) {
        var revision = registry.storage().revision();
        var wanted = Selectors.labels(request.parameter("labelSelector"))
                .and(Selectors.fields(type, request.parameter("fieldSelector")));
        var found = new ArrayList<>(
                registry.list(type, request.namespace()).stream().filter(wanted).toList());
        found.sort(Comparator.comparing(Endpoint::position));
        var after = request.parameter("continue");
        if (!after.isEmpty()) {
            found.removeIf(o -> position(o)
                            .compareTo(Json.text(
                                    Json.parse(java.util.Base64.getUrlDecoder().decode(after)), "start"))
                    <= 0);
        }
        var meta = Json.object().put("resourceVersion", Long.toString(revision));
        var limit = request.parameter("limit").isEmpty() ? 0 : Integer.parseInt(request.parameter("limit"));
        List<ObjectNode> page = found;
        if (limit > 0 && found.size() > limit) {
            page = found.subList(0, limit);
            var token = Json.object().put("start", position(page.getLast()));
            meta.put(
                    "continue",
                    java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(token)));
            meta.put("remainingItemCount", found.size() - limit);
        }
        if (request.accept().contains("as=Table")) {
            return new Answer(200, tables.of(type, page, meta, request.parameter("includeObject")));
        }
        var list = Json.object().put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        list.set("metadata", meta);
        var items = list.putArray("items");
        page.forEach(items::add);
        return new Answer(200, list);
    }

    private static String position(ObjectNode object) {
        return Json.namespace(object) + "/" + Json.name(object);
    }

    private static ObjectNode body(ApiRequest request) {
        return parsed(request) instanceof ObjectNode object
                ? object
                : thrown("the body of the request is not an object");
    }

    private static ObjectNode thrown(String message) {
        throw ApiError.bad(message);
    }

    private static JsonNode parsed(ApiRequest request) {
        if (request.contentType().contains("protobuf")) {
            return PROTOBUF.read(request.body());
        }
        try {
            var yaml = request.contentType().contains("yaml");
            return yaml ? YAML.readTree(request.body()) : Json.MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            throw ApiError.bad("couldn't get version/kind; json parse error: " + e.getOriginalMessage());
        }
    }

    private Answer post(ApiRequest request, ResourceType type) {
        if (request.subresource().equals("eviction")) {
            // Budgets are not counted: every eviction is granted.
            var deleted = registry.delete(type, request.namespace(), request.name(), Deletion.BACKGROUND);
            return new Answer(201, success(type, deleted.object()));
        }
        if (request.subresource().equals("token")) {
            return new Answer(
                    201,
                    Reviews.token(body(request), request.namespace(), request.name(), Instant.parse(registry.now())));
        }
        nothingRuns(request);
        if (!request.name().isEmpty()) {
            throw ApiError.noSuchPath();
        }
        return new Answer(
                201,
                shown(request, type, registry.create(type, request.namespace(), body(request), request.writing())));
    }

    private Answer put(ApiRequest request, ResourceType type) {
        var given = body(request);
        if (request.subresource().equals("scale")) {
            return new Answer(200, Scales.of(scaled(request, type, given)));
        }
        if (request.subresource().equals("finalize")) {
            var finalized = registry.change(type, "", request.name(), request.writing(), live -> {
                Json.ensure(live, "spec").set("finalizers", Json.at(given, "spec.finalizers"));
                return live;
            });
            return new Answer(200, finalized);
        }
        if (Json.name(given).isEmpty()) {
            Json.meta(given).put("name", request.name());
        }
        if (!Json.name(given).equals(request.name())) {
            throw ApiError.bad("the name of the object (" + Json.name(given) + ") does not match the name on the URL ("
                    + request.name() + ")");
        }
        return new Answer(
                200, shown(request, type, registry.update(type, request.namespace(), given, request.writing())));
    }

    private ObjectNode scaled(ApiRequest request, ResourceType type, ObjectNode scale) {
        return registry.change(
                type, request.namespace(), request.name(), request.writing().to(""), live -> {
                    Json.ensure(live, "spec").put("replicas", Json.number(scale, "spec.replicas", 0));
                    return live;
                });
    }

    private Answer patch(ApiRequest request, ResourceType type) {
        var content = request.contentType();
        if (content.startsWith("application/apply-patch")) {
            if (request.parameter("fieldManager").isEmpty()) {
                throw ApiError.invalid(
                        type, request.name(), "fieldManager", "Required value: is required for apply patch");
            }
            var given = YAML.readTree(request.body());
            if (!(given instanceof ObjectNode object)) {
                throw ApiError.bad("error decoding YAML: not an object");
            }
            var applied = registry.apply(type, request.namespace(), request.name(), object, request.writing());
            return new Answer(applied.created() ? 201 : 200, shown(request, type, applied.object()));
        }
        var patch = parsed(request);
        if (request.subresource().equals("scale")) {
            var scale = Patches.merge(
                    Scales.of(registry.get(type, request.namespace(), request.name())), (ObjectNode) patch);
            return new Answer(200, Scales.of(scaled(request, type, scale)));
        }
        var changed = registry.change(type, request.namespace(), request.name(), request.writing(), live -> {
            if (content.startsWith("application/json-patch")) {
                return JsonPatch.apply(live, patch);
            }
            if (!(patch instanceof ObjectNode object)) {
                throw ApiError.bad("a patch must be an object");
            }
            if (content.startsWith("application/merge-patch")) {
                return Patches.merge(live, object);
            }
            if (content.startsWith("application/strategic-merge-patch") && !type.custom()) {
                return Patches.strategic(type, live, object);
            }
            throw ApiError.unsupported(
                    "application/json-patch+json, application/merge-patch+json," + " application/apply-patch+yaml");
        });
        return new Answer(200, shown(request, type, changed));
    }

    private Answer delete(ApiRequest request, ResourceType type) {
        var deleted = registry.delete(type, request.namespace(), request.name(), deletion(request));
        return new Answer(200, deleted.gone() ? success(type, deleted.object()) : deleted.object());
    }

    private static Deletion deletion(ApiRequest request) {
        var options = request.body().length == 0 ? Json.object() : body(request);
        var propagation = Optional.of(Json.text(options, "propagationPolicy"))
                .filter(p -> !p.isEmpty())
                .orElse(request.parameter("propagationPolicy"));
        var grace = options.has("gracePeriodSeconds")
                ? Json.number(options, "gracePeriodSeconds", -1)
                : request.parameter("gracePeriodSeconds").isEmpty()
                        ? -1
                        : Integer.parseInt(request.parameter("gracePeriodSeconds"));
        return new Deletion(
                Json.at(options, "orphanDependents").asBoolean(false) ? "Orphan" : propagation,
                grace,
                Json.text(options, "preconditions.uid"),
                Json.text(options, "preconditions.resourceVersion"),
                request.writing().dryRun() || Json.texts(options.path("dryRun")).contains("All"));
    }

    private Answer deleteAll(ApiRequest request, ResourceType type) {
        var wanted = Selectors.labels(request.parameter("labelSelector"))
                .and(Selectors.fields(type, request.parameter("fieldSelector")));
        var list = Json.object().put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        list.putObject("metadata")
                .put("resourceVersion", Long.toString(registry.storage().revision()));
        var items = list.putArray("items");
        for (var object : registry.list(type, request.namespace())) {
            if (wanted.test(object)) {
                items.add(registry.delete(type, Json.namespace(object), Json.name(object), deletion(request))
                        .object());
            }
        }
        return new Answer(200, list);
    }

    private static ObjectNode success(ResourceType type, ObjectNode object) {
        var status = Json.of("{'kind':'Status','apiVersion':'v1','metadata':{},'status':'Success'}");
        status.putObject("details")
                .put("name", Json.name(object))
                .put("group", type.group())
                .put("kind", type.plural())
                .put("uid", Json.uid(object));
        return status;
    }
}

package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and judges {@code …/pods/NAME/exec} before the connection is upgraded. The checks, their order and their words are
 * those of Kubernetes 1.32 (pkg/registry/core/pod/strategy.go, apimachinery's upgradeaware proxy).
 */
final class Executions {
    /** What can be spoken, the preferred first: version 5 can say that the input has ended. */
    static final List<String> PROTOCOLS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");

    private static final List<String> KINDS_OF_CONTAINERS =
            List.of("initContainers", "containers", "ephemeralContainers");
    private static final String WEBSOCKET_VERSION = "13";

    private final Registry registry;
    private final Containers containers;

    Executions(Registry registry, Containers containers) {
        this.registry = registry;
        this.containers = containers;
    }

    static boolean asked(ApiRequest request) {
        var type = request.type();
        return type != null
                && type.qualified().equals("pods")
                && request.subresource().equals("exec");
    }

    /** What a request asks for. */
    Execution read(ApiRequest read, Request request) {
        if (!List.of("GET", "POST").contains(read.method())) {
            throw new ApiError(
                    405, "MethodNotAllowed", "the server does not allow this method on the requested resource", null);
        }
        var pod = registry.get(registry.catalog().find("pods").orElseThrow(), read.namespace(), read.name());
        var container = container(pod, read.parameter("container"));
        if (Json.text(pod, "spec.nodeName").isEmpty()) {
            throw ApiError.bad("pod " + read.name() + " does not have a host assigned");
        }
        var query = Request.extractQueryParameters(request);
        var command = Optional.ofNullable(query.getValues("command")).orElse(List.of());
        if (command.isEmpty()) {
            throw ApiError.bad("you must specify at least one command for the container");
        }
        var protocol = protocol(read, request);
        var execution = new Execution(
                protocol,
                List.copyOf(command),
                flag(query, "stdin"),
                flag(query, "stdout"),
                flag(query, "stderr"),
                flag(query, "tty"),
                containers.of(pod, container),
                trouble(pod, Json.text(container, "name")));
        if (!execution.stdin() && !execution.stdout() && !execution.stderr()) {
            throw ApiError.bad("you must specify at least 1 of stdin, stdout, stderr");
        }
        if (execution.trouble() != null && !protocol.equals(PROTOCOLS.getFirst())) {
            // Below version 5 the kubelet's refusal is the answer; since then it comes over the upgraded connection.
            throw new ApiError(500, "InternalError", execution.trouble(), null);
        }
        return execution;
    }

    private static String protocol(ApiRequest read, Request request) {
        var headers = request.getHeaders();
        @Nullable String upgrade = headers.get(HttpHeader.UPGRADE);
        if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).startsWith("spdy/")) {
            throw ApiError.bad("unable to upgrade: WebSocket is served here, and SPDY is not");
        }
        if (!read.method().equals("GET")
                || !"websocket".equalsIgnoreCase(upgrade)
                || !headers.contains(HttpHeader.CONNECTION, "upgrade")
                || headers.get(HttpHeader.SEC_WEBSOCKET_KEY) == null
                || !WEBSOCKET_VERSION.equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION))
                || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1) {
            throw ApiError.bad("Upgrade request required");
        }
        var offered = headers.getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
        return PROTOCOLS.stream()
                .filter(offered::contains)
                .findFirst()
                .orElseThrow(() -> ApiError.bad("unable to upgrade: of the subprotocols, "
                        + String.join(" and ", PROTOCOLS) + " are served here; asked for were " + offered));
    }

    /** Whether a flag is set, as Go reads it: present, and not plainly denied. */
    private static boolean flag(Fields query, String name) {
        @Nullable String value = query.getValue(name);
        return value != null && !List.of("false", "0").contains(value.toLowerCase(Locale.ROOT));
    }

    private static JsonNode container(ObjectNode pod, String asked) {
        var all = KINDS_OF_CONTAINERS.stream()
                .flatMap(kind -> Json.at(pod, "spec." + kind).valueStream())
                .toList();
        var containers = Json.at(pod, "spec.containers");
        if (asked.isEmpty() && containers.size() == 1) {
            return containers.path(0);
        }
        if (asked.isEmpty()) {
            throw ApiError.bad("a container name must be specified for pod " + Json.name(pod) + ", choose one of: ["
                    + String.join(
                            " ",
                            all.stream()
                                    .map(container -> Json.text(container, "name"))
                                    .toList())
                    + "]");
        }
        return all.stream()
                .filter(container -> Json.text(container, "name").equals(asked))
                .findFirst()
                .orElseThrow(() -> ApiError.bad("container " + asked + " is not valid for pod " + Json.name(pod)));
    }

    /** What the kubelet of the pod's node answers, when it answers at all and the container does not run. */
    private @Nullable String trouble(ObjectNode pod, String container) {
        var node = registry.catalog()
                .find("nodes")
                .flatMap(type -> registry.find(type, "", Json.text(pod, "spec.nodeName")));
        if (node.isEmpty() || silent(node.get())) {
            return "error dialing backend: dial tcp " + Json.text(pod, "status.hostIP") + ":10250: i/o timeout";
        }
        var state = Stream.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")
                .flatMap(statuses -> Json.at(pod, "status." + statuses).valueStream())
                .filter(status -> Json.text(status, "name").equals(container))
                .map(status -> status.path("state"))
                .findFirst();
        if (state.filter(found -> found.has("running")).isPresent()) {
            return null;
        }
        return state.filter(found -> found.has("terminated")).isPresent()
                ? "Internal error occurred: error executing command in container: container is in CONTAINER_EXITED state"
                : "unable to upgrade connection: container not found (\"" + container + "\")";
    }

    /** Whether nothing has been heard of a node's kubelet for so long that the node controller says so. */
    private static boolean silent(ObjectNode node) {
        return Json.at(node, "status.conditions")
                .valueStream()
                .anyMatch(condition -> Json.text(condition, "type").equals("Ready")
                        && Json.text(condition, "status").equals("Unknown"));
    }
}

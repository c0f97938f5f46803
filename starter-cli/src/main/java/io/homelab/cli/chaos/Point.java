package io.homelab.cli.chaos;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An operation of a system in a step about a kind of machine, as the simulated lab recorded it.
 *
 * @param call what the caller itself calls it
 */
record Point(String system, String operation, String step, String kind, String call, boolean mutating) {
    /** The point of a recorded call; none when the caller said nothing of its origin. */
    static Optional<Point> of(JsonNode call) {
        var baggage = baggage(call.path("details").path("baggage").asString(""));
        return baggage.containsKey("homelab.step")
                ? Optional.of(new Point(
                        call.path("system").asString(),
                        call.path("operation").asString(),
                        baggage.getOrDefault("homelab.step", ""),
                        baggage.getOrDefault("homelab.kind", ""),
                        baggage.getOrDefault("homelab.call", ""),
                        call.path("mutating").asBoolean()))
                : Optional.empty();
    }

    /** The distinct points of a record, in the order in which they were first met. */
    static Set<Point> distinct(Collection<JsonNode> calls) {
        return calls.stream().flatMap(call -> of(call).stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, String> baggage(String header) {
        return List.of(header.split(",")).stream()
                .map(member -> member.split("=", 2))
                .filter(member -> member.length == 2)
                .collect(Collectors.toMap(
                        member -> member[0].strip(), member -> URLDecoder.decode(member[1], StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return step + " (" + kind + ") " + system + " " + operation;
    }
}

package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The log of one backup or restore, with its warnings and errors sorted as Velero's results are. */
final class Journal {
    private static final String VELERO = "\u0000velero";

    private final Supplier<Instant> clock;
    private final String about;
    private final StringBuilder lines = new StringBuilder();
    private final Map<String, List<String>> warnings = new TreeMap<>();
    private final Map<String, List<String>> errors = new TreeMap<>();

    /** @param about such as {@code backup=velero/daily} */
    Journal(Supplier<Instant> clock, String about) {
        this.clock = clock;
        this.about = about;
    }

    void info(String message) {
        line("info", message);
    }

    /** A warning about Velero itself. */
    void warn(String message) {
        warn(VELERO, message);
    }

    /** A warning about something in a namespace, or about something cluster-wide when that is empty. */
    void warn(String namespace, String message) {
        line("warning", message);
        warnings.computeIfAbsent(namespace, key -> new ArrayList<>()).add(message);
    }

    void error(String message) {
        error(VELERO, message);
    }

    void error(String namespace, String message) {
        line("error", message);
        errors.computeIfAbsent(namespace, key -> new ArrayList<>()).add(message);
    }

    private void line(String level, String message) {
        lines.append("time=\"")
                .append(clock.get())
                .append("\" level=")
                .append(level)
                .append(" msg=\"")
                .append(message.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\" ")
                .append(about)
                .append('\n');
    }

    int warnings() {
        return count(warnings);
    }

    int errors() {
        return count(errors);
    }

    private static int count(Map<String, List<String>> entries) {
        return entries.values().stream().mapToInt(List::size).sum();
    }

    /** Puts the counts into a status; a count of zero is left out. */
    void count(ObjectNode status) {
        if (warnings() > 0) {
            status.put("warnings", warnings());
        }
        if (errors() > 0) {
            status.put("errors", errors());
        }
    }

    byte[] log() {
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    ObjectNode results() {
        var results = Json.object();
        results.set("errors", result(errors));
        results.set("warnings", result(warnings));
        return results;
    }

    private static ObjectNode result(Map<String, List<String>> entries) {
        var result = Json.object();
        entries.forEach((where, messages) -> {
            if (where.equals(VELERO)) {
                result.set("velero", Json.strings(messages));
            } else if (where.isEmpty()) {
                result.set("cluster", Json.strings(messages));
            } else {
                Json.ensure(result, "namespaces").set(where, Json.strings(messages));
            }
        });
        return result;
    }
}

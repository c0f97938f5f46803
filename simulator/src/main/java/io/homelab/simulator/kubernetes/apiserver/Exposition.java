package io.homelab.simulator.kubernetes.apiserver;

import java.util.Map;

/** Metrics in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). */
final class Exposition {
    private final StringBuilder text = new StringBuilder();

    /** Begins a metric. */
    Exposition metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    Exposition sample(String name, Map<String, String> labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{');
            var first = true;
            for (var label : labels.entrySet()) {
                text.append(first ? "" : ",")
                        .append(label.getKey())
                        .append("=\"")
                        .append(escaped(label.getValue()))
                        .append('"');
                first = false;
            }
            text.append('}');
        }
        text.append(' ').append(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
        text.append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

package io.homelab.simulator.kubernetes.apiserver;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests the API servers of a cluster have answered, and how. */
final class RequestCounts {
    private final Map<Kind, LongAdder> counts = new ConcurrentSkipListMap<>();

    private record Kind(String verb, String group, String resource, String code) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return toString().compareTo(other.toString());
        }
    }

    void count(ApiRequest request, int code) {
        var type = request.type();
        counts.computeIfAbsent(
                        new Kind(
                                type == null ? request.method() : verb(request),
                                type == null ? "" : type.group(),
                                type == null ? "" : type.plural(),
                                Integer.toString(code)),
                        kind -> new LongAdder())
                .increment();
    }

    /** As apiserver's metrics call it: by the method where that says more than the right that is needed. */
    private static String verb(ApiRequest request) {
        return switch (request.verb()) {
            case "create" -> "POST";
            case "update" -> "PUT";
            case "patch" -> request.contentType().startsWith("application/apply-patch") ? "APPLY" : "PATCH";
            default -> request.verb().toUpperCase(Locale.ROOT);
        };
    }

    /** What {@code GET /metrics} says of them. */
    String page() {
        var page = new Exposition()
                .metric(
                        "apiserver_request_total",
                        "counter",
                        "Counter of apiserver requests broken out for each verb, group, resource and HTTP response code.");
        counts.forEach((kind, count) -> {
            var labels = new TreeMap<String, String>();
            labels.put("code", kind.code());
            labels.put("group", kind.group());
            labels.put("resource", kind.resource());
            labels.put("verb", kind.verb());
            page.sample("apiserver_request_total", labels, count.sum());
        });
        return page.toString();
    }
}

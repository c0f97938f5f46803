package io.homelab.simulator.kubernetes.apiserver;

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
                                type == null ? request.method() : request.verb().toUpperCase(java.util.Locale.ROOT),
                                type == null ? "" : type.group(),
                                type == null ? "" : type.plural(),
                                Integer.toString(code)),
                        kind -> new LongAdder())
                .increment();
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

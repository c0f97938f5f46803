package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.kubernetes.ClusterReader;
import io.homelab.activities.notice.TopicReader;
import java.net.URI;
import java.util.Map;

/**
 * Asks an address by HTTP. So far that is a cluster's own API server, at the endpoint of its kubeconfig and with its client
 * certificate, and the ntfy topic of the lab file, wherever that is; addresses behind a gateway come with the applications.
 */
final class HttpProbeCheck implements Check {
    private static final String NTFY = "https://ntfy.";

    private final ClusterReader clusters;
    private final TopicReader topic;

    HttpProbeCheck(ClusterReader clusters, TopicReader topic) {
        this.clusters = clusters;
        this.topic = topic;
    }

    @Override
    public String kind() {
        return "http-probe";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of(
                "url", SimpleType.STRING,
                "status", SimpleType.INT,
                "body", SimpleType.STRING,
                "commit", SimpleType.STRING);
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var url = target.getOrDefault("url", "");
        if (url.startsWith(NTFY)) {
            // A topic's name may be all that keeps strangers away, so its address is not shown. No topic: no status.
            return topic.lastHour()
                    .map(answer -> values(subject, "ntfy", answer.status(), answer.body()))
                    .orElseGet(() -> values(subject, "", 0, ""));
        }
        // The host is a placeholder; what it stands for is in the kubeconfig.
        var path = URI.create(url.replaceAll("\\$\\{[^}]*}", "placeholder")).getPath();
        var answer = clusters.get(subject.ref(), path);
        return values(subject, answer.url(), answer.status(), answer.body());
    }

    private static Reading.Values values(Subject subject, String url, int status, String body) {
        return new Reading.Values(
                Map.of("url", url, "status", (long) status, "body", body, "commit", subject.commit()));
    }
}

package io.homelab.activities.prometheus;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.prometheus.PrometheusClient.Answer;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.PrometheusServer;
import io.homelab.workflows.promotion.Reading;
import io.homelab.workflows.promotion.StabilityCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks of a gate as questions to one Prometheus. */
public final class Questions {
    /** For one question; below the heartbeat time-out of who asks. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final PrometheusClient client;

    /** Of a server that the lab file names, with its token if it has one. */
    public static Questions to(PrometheusServer server, OpenLab lab, Transports transports) {
        try (var token =
                Optional.ofNullable(server.token()).map(lab.secrets()::resolve).orElse(null)) {
            return new Questions(new PrometheusClient(
                    transports, server.url(), lab.trust(server.ca()), token == null ? null : token.text(), LIMIT));
        }
    }

    Questions(PrometheusClient client) {
        this.client = client;
    }

    /** @param before a moment before the deployment, for baselines; null when there was none */
    public List<Question> of(List<StabilityCheck> checks, @Nullable Instant before) {
        return checks.stream()
                .<Question>map(check -> () -> reading(check, before))
                .toList();
    }

    private Reading reading(StabilityCheck check, @Nullable Instant before) {
        return switch (client.query(check.query(), null)) {
            case Answer.Nothing(var why) -> Reading.without(check.name(), why);
            case Answer.Number(var value, var at) ->
                new Reading(check.name(), value, baseline(check, before), at, null);
        };
    }

    private @Nullable Double baseline(StabilityCheck check, @Nullable Instant before) {
        if (check.tolerance() == null || before == null) {
            return null;
        }
        return client.query(check.query(), before) instanceof Answer.Number(var value, var at) ? value : null;
    }
}

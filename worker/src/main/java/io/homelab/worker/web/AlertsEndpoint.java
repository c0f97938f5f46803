package io.homelab.worker.web;

import com.sun.net.httpserver.HttpExchange;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.notice.NoticeActivities;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alertmanager's webhook, version 4: each alert becomes a notice, once when it fires and once when it is over. Alertmanager sends
 * the same alerts again and again, and after a failure all of a group: the ledger of notices knows those that were sent.
 */
final class AlertsEndpoint extends Endpoint {
    private static final Logger log = LoggerFactory.getLogger(AlertsEndpoint.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 1 << 20;

    private final byte[] expected;
    private final NoticeActivities notices;

    AlertsEndpoint(Secret token, NoticeActivities notices) {
        super("/alertmanager", LARGEST);
        this.expected = ("Bearer " + token.text()).getBytes(StandardCharsets.UTF_8);
        this.notices = notices;
    }

    @Override
    Answer answer(HttpExchange exchange, byte[] body) {
        var shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("")
                .getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(shown, expected)) {
            log.warn("alerts without the token of notifications.listener.alertmanager were refused");
            return new Answer(401, "the token is not the one of the lab file");
        }
        try {
            var alerts = Alerts.of(JSON.readTree(body));
            alerts.forEach(alert -> notices.send(alert.notice()));
            return new Answer(200, alerts.size() + " alerts taken");
        } catch (JacksonException e) {
            return new Answer(400, "no JSON");
        } catch (Alerts.Unusable e) {
            return new Answer(400, String.valueOf(e.getMessage()));
        } catch (Problem e) {
            log.warn("an alert could not be passed on: {}", e.report().line());
            return new Answer(503, "it could not be passed on: try again");
        }
    }
}

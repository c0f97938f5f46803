package io.homelab.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.notice.Notice;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AlertsEndpointTest {
    /** As Alertmanager 0.25 posts it. */
    private static final String FIRING = """
            {"receiver":"homelab","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"NodeDown",
            "severity":"critical","node":"prod-1"},"annotations":{"summary":"prod-1 does not answer"},
            "startsAt":"2026-11-26T04:00:00.123Z","endsAt":"0001-01-01T00:00:00Z",
            "generatorURL":"http://prometheus:9090/graph?g0.expr=up","fingerprint":"3b2cbd5b0c2a0001"}],
            "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://alertmanager:9093",
            "version":"4","groupKey":"{}:{}","truncatedAlerts":0}
            """;

    private final List<Notice> sent = new ArrayList<>();
    private boolean broken;
    private Served served;

    @BeforeEach
    void listen() throws Exception {
        served = new Served(new AlertsEndpoint(Secret.of("s3cret\n"), notice -> {
            if (broken) {
                throw new Problem(FailureClass.TRANSIENT, "ntfy answers 503", "ntfy", null);
            }
            sent.add(notice);
        }));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void anAlertThatFiresIsANoticeOfItsOwnKey() throws Exception {
        assertThat(post(FIRING).statusCode()).isEqualTo(200);

        assertThat(sent).singleElement().satisfies(notice -> {
            assertThat(notice.key()).isEqualTo("alert/3b2cbd5b0c2a0001/2026-11-26T04:00:00.123Z");
            assertThat(notice.title()).isEqualTo("NodeDown (critical)");
            assertThat(notice.text()).isEqualTo("prod-1 does not answer");
            assertThat(notice.urgent()).isTrue();
            assertThat(Objects.requireNonNull(notice.style()).click())
                    .isEqualTo("http://prometheus:9090/graph?g0.expr=up");
        });
    }

    @Test
    void theSameAlertHasTheSameKeyAndItsEndAnotherOne() throws Exception {
        post(FIRING);
        post(FIRING);
        post(FIRING.replace("\"status\":\"firing\",\"labels\"", "\"status\":\"resolved\",\"labels\""));
        post(FIRING.replace("04:00:00.123", "05:00:00.123"));

        assertThat(sent)
                .extracting(Notice::key)
                .containsExactly(
                        "alert/3b2cbd5b0c2a0001/2026-11-26T04:00:00.123Z",
                        "alert/3b2cbd5b0c2a0001/2026-11-26T04:00:00.123Z",
                        "alert/3b2cbd5b0c2a0001/2026-11-26T04:00:00.123Z/over",
                        "alert/3b2cbd5b0c2a0001/2026-11-26T05:00:00.123Z");
        assertThat(sent.get(2).urgent()).isFalse();
        assertThat(sent.get(2).title()).isEqualTo("NodeDown is over");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3cret2", "bearer s3cret", "Basic czNjcmV0"})
    void whoeverHasNoTokenIsRefused(String shown) throws Exception {
        assertThat(served.post("/alertmanager", FIRING, "Authorization", shown).statusCode())
                .isEqualTo(401);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\"4\"",
                "{\"version\":\"3\",\"alerts\":[]}",
                "{\"version\":\"4\"}",
                "{\"version\":\"4\",\"alerts\":{}}",
                "{\"version\":\"4\",\"alerts\":[{}]}",
                "{\"version\":\"4\",\"alerts\":[{\"fingerprint\":\"f\",\"startsAt\":\"s\",\"status\":\"odd\"}]}"
            })
    void whatAlertmanagerDoesNotPostIsRefused(String body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(400);
        assertThat(sent).isEmpty();
    }

    @Test
    void aFloodIsRefused() throws Exception {
        assertThat(post("x".repeat((1 << 20) + 1)).statusCode()).isEqualTo(413);
        var alert = "{\"fingerprint\":\"f\",\"startsAt\":\"s\",\"status\":\"firing\"},";
        assertThat(post("{\"version\":\"4\",\"alerts\":[" + alert.repeat(200) + alert.replace("},", "}") + "]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sent).isEmpty();
    }

    @Test
    void whatCouldNotBePassedOnIsAskedForAgain() throws Exception {
        broken = true;
        assertThat(post(FIRING).statusCode()).isEqualTo(503);
        broken = false;
        assertThat(post(FIRING).statusCode()).isEqualTo(200);
    }

    @Test
    void anAlertThatSaysLittleIsTold() throws Exception {
        post("{\"version\":\"4\",\"alerts\":[{\"fingerprint\":\"f\",\"startsAt\":\"s\",\"status\":\"firing\","
                + "\"labels\":{\"alertname\":\"A\",\"node\":\"n\"},\"generatorURL\":\"javascript:alert(1)\"}]}");

        assertThat(sent).singleElement().satisfies(notice -> {
            assertThat(notice.title()).isEqualTo("A");
            assertThat(notice.text()).isEqualTo("alertname=A, node=n");
            assertThat(notice.urgent()).isFalse();
            assertThat(Objects.requireNonNull(notice.style()).click()).isNull();
        });
    }

    private HttpResponse<String> post(String body) throws Exception {
        return served.post("/alertmanager", body, "Authorization", "Bearer s3cret");
    }
}

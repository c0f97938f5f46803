package io.homelab.activities.backup;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.workflows.backup.proof.HeartbeatActivities;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the URL of a monitor elsewhere. Whoever has the URL can say that all is well, so it is a secret as a whole: no message of
 * any layer below, all of which name hosts or paths, is passed on.
 */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class MonitorHeartbeat implements HeartbeatActivities {
    private static final String WHERE = "backups.heartbeat";
    /** Below the heartbeat time-out of the activity. */
    private static final Duration CALL = Duration.ofSeconds(10);

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "::1", "localhost");
    private static final int SERVERS_FAULT = 500;
    private static final int TOO_MANY = 429;

    private final LabReader labs;
    private final Transports transports;

    public MonitorHeartbeat(LabReader labs, Transports transports) {
        this.labs = labs;
        this.transports = transports;
    }

    @Override
    public HeartbeatSent send(HeartbeatRequest request) {
        var lab = labs.snapshot(request.snapshot());
        var heartbeat = Optional.ofNullable(lab.lab().backups())
                .map(backups -> backups.heartbeat())
                .orElse(null);
        if (heartbeat == null) {
            return new HeartbeatSent(null);
        }
        try (var secret = lab.secrets().resolve(heartbeat)) {
            return new HeartbeatSent(fetched(url(secret.text())));
        }
    }

    private static HttpUrl url(String text) {
        var url = HttpUrl.parse(text.strip());
        if (url == null || !url.isHttps() && !THIS_MACHINE.contains(url.host())) {
            throw problem(
                    FailureClass.CONFIG,
                    "the secret is no https URL",
                    "put the monitor's URL there: homelab secrets put");
        }
        return url;
    }

    private String fetched(HttpUrl url) {
        int code;
        try (var response = transports
                .http("monitor", new Trust.System(), CALL)
                .send(new Request.Builder().url(url).build(), "GET /{heartbeat}")) {
            code = response.code();
            if (response.isSuccessful()) {
                return "the monitor answers " + code;
            }
        } catch (Problem e) {
            throw problem(e.report().kind(), "the monitor does not answer", null);
        }
        throw code >= SERVERS_FAULT || code == TOO_MANY
                ? problem(FailureClass.TRANSIENT, "the monitor answers " + code, null)
                : problem(FailureClass.CONFIG, "the monitor answers " + code, "check the URL in the secret store");
    }

    /** Without a cause, which would name what must not be named. */
    private static Problem problem(FailureClass kind, String what, @Nullable String remedy) {
        return new Problem(kind, what, WHERE, remedy);
    }
}

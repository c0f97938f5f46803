package io.homelab.worker.web;

import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeStyle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what Alertmanager posts; of what it may say, that alone which people are told. */
final class Alerts {
    private static final int MOST = 200;

    private Alerts() {}

    /** It is not what Alertmanager posts. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String what) {
            super(what);
        }
    }

    /**
     * One alert.
     *
     * @param key fingerprint and begin: the same alert that fires again later is another one
     */
    record Alert(
            String key,
            boolean firing,
            String name,
            String severity,
            String text,
            @Nullable String link) {
        Notice notice() {
            var urgent = firing && severity.equals("critical");
            return new Notice(
                    "alert/" + key + (firing ? "" : "/over"),
                    firing ? name + (severity.isEmpty() ? "" : " (" + severity + ")") : name + " is over",
                    text,
                    urgent,
                    "",
                    new NoticeStyle(
                            List.of(firing ? "rotating_light" : "white_check_mark"),
                            firing ? null : 2,
                            link,
                            List.of()));
        }
    }

    static List<Alert> of(JsonNode payload) {
        if (!payload.path("version").asString("").equals("4")) {
            throw new Unusable("no webhook of version 4");
        }
        var alerts = payload.path("alerts");
        if (!alerts.isArray() || alerts.size() > MOST) {
            throw new Unusable(alerts.isArray() ? "more than " + MOST + " alerts" : "no alerts");
        }
        var all = new ArrayList<Alert>();
        alerts.forEach(alert -> all.add(one(alert)));
        return all;
    }

    private static Alert one(JsonNode alert) {
        var fingerprint = alert.path("fingerprint").asString("");
        var startsAt = alert.path("startsAt").asString("");
        var status = alert.path("status").asString("");
        if (fingerprint.isEmpty()
                || startsAt.isEmpty()
                || !List.of("firing", "resolved").contains(status)) {
            throw new Unusable("an alert without fingerprint, startsAt or status");
        }
        var labels = alert.path("labels");
        var link = alert.path("generatorURL").asString("");
        return new Alert(
                fingerprint + "/" + startsAt,
                status.equals("firing"),
                labels.path("alertname").asString("an alert"),
                labels.path("severity").asString(""),
                text(alert.path("annotations"), labels),
                link.startsWith("http://") || link.startsWith("https://") ? link : null);
    }

    private static String text(JsonNode annotations, JsonNode labels) {
        for (var name : List.of("summary", "description", "message")) {
            var words = annotations.path(name).asString("");
            if (!words.isBlank()) {
                return words;
            }
        }
        var said = new ArrayList<String>();
        labels.forEachEntry((name, value) -> said.add(name + "=" + value.asString("")));
        return said.isEmpty() ? "it says nothing more" : String.join(", ", said);
    }
}

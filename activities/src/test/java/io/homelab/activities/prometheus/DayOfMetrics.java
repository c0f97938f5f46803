package io.homelab.activities.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What was scraped of a small cluster in the minutes of a day, and how that day was. */
enum DayOfMetrics {
    HEALTHY(Minutes.NONE, Truth.HEALTHY),

    /** A warning for twenty minutes, at noon. */
    AN_ALERT_FLAPS(new Minutes(723, 742), Truth.BREACHED) {
        @Override
        boolean isAlerting(int minute) {
            return incident.contains(minute);
        }
    },

    /** Prometheus was away, and nobody scraped anything. */
    NOBODY_SCRAPES(new Minutes(481, 520), Truth.UNKNOWN) {
        @Override
        boolean isScraped(int minute) {
            return !incident.contains(minute);
        }
    },

    /** The API server and every pod began anew, and all is well: counters that fall are no errors. */
    COUNTERS_BEGIN_ANEW(Minutes.NONE, Truth.HEALTHY) {
        @Override
        long served(int minute) {
            return super.served(minute < 700 ? minute : minute - 700);
        }

        @Override
        long failed(int minute) {
            return super.failed(minute < 700 ? minute : minute - 700);
        }

        @Override
        int restarts(int minute) {
            return minute < 700 ? 7 : 0;
        }
    },

    /** One request in fifty fails in the end, and there is no moment at which it begins. */
    ERRORS_GROW_SLOWLY(new Minutes(728, 1440), Truth.BREACHED) {
        @Override
        long failed(int minute) {
            return Math.round(REQUESTS * 0.02 * minute * minute / (2 * 1440));
        }
    },

    /** A container that ends every four minutes. */
    A_CONTAINER_CRASHES(new Minutes(900, 960), Truth.BREACHED) {
        @Override
        int restarts(int minute) {
            return Math.clamp((minute - 896) / 4, 0, 16);
        }
    },

    /** What tells of the cluster is down, and what it told is gone with it. */
    AN_EXPORTER_IS_DOWN(new Minutes(301, 330), Truth.BREACHED) {
        @Override
        boolean isUp(int minute) {
            return !incident.contains(minute);
        }
    },

    /** No rule is evaluated, so no alert ever fires, whatever happens. */
    NOBODY_EVALUATES_RULES(new Minutes(601, 700), Truth.UNKNOWN) {
        @Override
        boolean isEvaluated(int minute) {
            return !incident.contains(minute);
        }
    };

    static final int MINUTES = 1440;
    private static final long REQUESTS = 60_000;
    private static final Instant FIRST = Instant.parse("2024-02-01T00:00:00Z");
    /** Rates look back for five minutes, and so does whoever finds nothing of now. */
    private static final int AFTERMATH = 6;

    final Minutes incident;
    private final Truth during;

    DayOfMetrics(Minutes incident, Truth during) {
        this.incident = incident;
        this.during = during;
    }

    enum Truth {
        HEALTHY,
        BREACHED,
        UNKNOWN,
        /** It begins or ends just then. */
        EITHER
    }

    /** Minutes of the day, both ends included. */
    record Minutes(int first, int last) {
        static final Minutes NONE = new Minutes(Integer.MAX_VALUE / 2, Integer.MIN_VALUE / 2);

        boolean contains(int minute) {
            return minute >= first && minute <= last;
        }
    }

    boolean isScraped(int minute) {
        return true;
    }

    boolean isAlerting(int minute) {
        return false;
    }

    boolean isUp(int minute) {
        return true;
    }

    boolean isEvaluated(int minute) {
        return true;
    }

    /** Requests that were answered so far. */
    long served(int minute) {
        return REQUESTS * minute;
    }

    /** Requests that were answered with a server error so far: one in a thousand. */
    long failed(int minute) {
        return REQUESTS * minute / 1000;
    }

    int restarts(int minute) {
        return 2;
    }

    /** Days do not see each other. */
    Instant at(int minute) {
        return FIRST.plus(Duration.ofDays(2L * ordinal())).plus(Duration.ofMinutes(minute));
    }

    Truth truth(int minute) {
        var certain = new Minutes(incident.first() + AFTERMATH, incident.last());
        var possible = new Minutes(incident.first(), incident.last() + AFTERMATH);
        return certain.contains(minute) ? during : possible.contains(minute) ? Truth.EITHER : Truth.HEALTHY;
    }

    /** All of it as OpenMetrics. */
    String openMetrics() {
        var text = new StringBuilder();
        for (int minute = 0; minute <= MINUTES; minute++) {
            if (isScraped(minute)) {
                var at = " " + at(minute).getEpochSecond() + "\n";
                samples(minute).forEach(sample -> text.append(sample).append(at));
            }
        }
        return text.append("# EOF\n").toString();
    }

    private List<String> samples(int minute) {
        var samples = new java.util.ArrayList<>(List.of(
                "up{job=\"apiserver\"} 1",
                "up{job=\"kube-state-metrics\"} " + (isUp(minute) ? 1 : 0),
                "apiserver_request_total{code=\"200\",verb=\"GET\"} " + served(minute),
                "apiserver_request_total{code=\"503\",verb=\"GET\"} " + failed(minute),
                "argocd_app_info{name=\"grafana\",health_status=\"Healthy\",sync_status=\"Synced\"} 1",
                "argocd_app_info{name=\"metallb\",health_status=\"Healthy\",sync_status=\"Synced\"} 1"));
        if (isEvaluated(minute)) {
            samples.add("ALERTS{alertname=\"Watchdog\",alertstate=\"firing\",severity=\"none\"} 1");
            samples.add("ALERTS{alertname=\"Soon\",alertstate=\"pending\",severity=\"warning\"} 1");
        }
        if (isAlerting(minute)) {
            samples.add("ALERTS{alertname=\"KubePodNotReady\",alertstate=\"firing\",severity=\"warning\"} 1");
        }
        if (isUp(minute)) {
            for (var node : List.of("dev-1", "dev-2")) {
                samples.add("kube_node_info{node=\"" + node + "\"} 1");
                samples.add("kube_node_status_condition{node=\"" + node + "\",condition=\"Ready\",status=\"true\"} 1");
                samples.add("kube_node_status_condition{node=\"" + node + "\",condition=\"Ready\",status=\"false\"} 0");
            }
            samples.add("kube_pod_container_status_restarts_total{pod=\"grafana\"} " + restarts(minute));
            samples.add("kube_pod_container_status_restarts_total{pod=\"metallb\"} 0");
        }
        return samples;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

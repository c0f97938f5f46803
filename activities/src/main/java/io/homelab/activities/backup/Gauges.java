package io.homelab.activities.backup;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers of one moment, in the text format of Prometheus. */
final class Gauges {
    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();

    /** Adds a number; the help is that of the first one of a name. */
    void add(String name, String help, Labels labels, double value) {
        gauges.computeIfAbsent(name, of -> GaugeSnapshot.builder().name(of).help(help))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build());
    }

    byte[] text() throws IOException {
        var snapshots = MetricSnapshots.builder();
        gauges.values().forEach(gauge -> snapshots.metricSnapshot(gauge.build()));
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, snapshots.build());
        return text.toByteArray();
    }
}

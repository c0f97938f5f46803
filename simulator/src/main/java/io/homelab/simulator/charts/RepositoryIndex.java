package io.homelab.simulator.charts;

import io.homelab.simulator.digest.Sha256;

/** Helm's {@code index.yaml}. */
record RepositoryIndex(String url) {
    String yaml() {
        var text = new StringBuilder("apiVersion: v1\nentries:\n");
        for (var chart : LabChart.ALL) {
            text.append("  " + chart.name() + ":\n");
            for (var version : chart.versions().reversed()) {
                text.append("  - apiVersion: v2\n    name: " + chart.name() + "\n    version: " + version
                        + "\n    appVersion: " + chart.appVersion().apply(version) + "\n    kubeVersion: '"
                        + chart.kubernetes() + "'\n    created: \"2026-01-01T00:00:00Z\"\n    digest: "
                        + Sha256.hex(chart.archive(version)) + "\n    urls:\n    - " + url + "/" + chart.name() + "-"
                        + version + ".tgz\n");
            }
        }
        return text + "generated: \"2026-01-01T00:00:00Z\"\n";
    }
}

package io.homelab.simulator.charts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * One of the lab's own charts, packed the same byte for byte each time.
 *
 * @param versions those that the repository's index names; any other is served as well
 * @param appVersion of the program in a version of the chart
 */
record LabChart(
        String name, String kubernetes, List<String> versions, UnaryOperator<String> appVersion, List<String> files) {
    static final LabChart CILIUM = new LabChart(
            "cilium",
            ">= 1.21.0-0",
            List.of("1.16.5", "1.17.0", "1.17.3", "1.17.5", "1.18.0", "1.18.2"),
            version -> version,
            List.of(
                    "Chart.yaml",
                    "values.yaml",
                    "templates/serviceaccounts.yaml",
                    "templates/rbac.yaml",
                    "templates/configmap.yaml",
                    "templates/daemonset.yaml",
                    "templates/operator.yaml",
                    "templates/hubble.yaml",
                    "templates/gatewayclass.yaml"));
    static final LabChart VELERO = new LabChart(
            "velero",
            ">=1.16.0-0",
            List.of("12.0.0", "12.1.0", "12.2.0"),
            version -> "1.18.3",
            Stream.concat(
                            VeleroDefinitions.FILES.stream().map(file -> "crds/" + file),
                            Stream.of(
                                    "Chart.yaml",
                                    "values.yaml",
                                    "templates/serviceaccount.yaml",
                                    "templates/secret.yaml",
                                    "templates/deployment.yaml",
                                    "templates/node-agent.yaml",
                                    "templates/locations.yaml",
                                    "templates/schedules.yaml"))
                    .toList());
    static final LabChart VOLSYNC = new LabChart(
            "volsync",
            "^1.20.0-0",
            List.of("0.13.0", "0.14.0"),
            version -> version,
            List.of("Chart.yaml", "values.yaml", "crds/replicationsources.yaml", "templates/deployment.yaml"));
    static final List<LabChart> ALL = List.of(CILIUM, VELERO, VOLSYNC);

    /** The version in a file name, when it is one of this chart's archives. */
    Optional<String> version(String file) {
        var matcher = Pattern.compile(name + "-v?(?<version>\\d+\\.\\d+\\.\\d+(-[a-z0-9.]+)?)\\.tgz")
                .matcher(file);
        return matcher.matches() ? Optional.of(matcher.group("version")) : Optional.empty();
    }

    byte[] archive(String version) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            var tar = new Tar(zip);
            for (var file : files) {
                tar.add(
                        name + "/" + file,
                        source("/charts/" + name + "/" + file)
                                .replace("@VERSION@", version)
                                .getBytes(StandardCharsets.UTF_8));
            }
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String source(String resource) throws IOException {
        try (var in = LabChart.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the simulator lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.homelab.simulator.charts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The lab's own chart, packed the same byte for byte each time. */
final class CiliumChart {
    private static final String FOLDER = "/charts/cilium/";
    private static final List<String> FILES = List.of(
            "Chart.yaml",
            "values.yaml",
            "templates/serviceaccounts.yaml",
            "templates/rbac.yaml",
            "templates/configmap.yaml",
            "templates/daemonset.yaml",
            "templates/operator.yaml",
            "templates/hubble.yaml",
            "templates/gatewayclass.yaml");

    byte[] archive(String version) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            var tar = new Tar(zip);
            for (var file : FILES) {
                tar.add(
                        "cilium/" + file,
                        source(file).replace("@VERSION@", version).getBytes(StandardCharsets.UTF_8));
            }
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String source(String file) throws IOException {
        try (var in = CiliumChart.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("the chart lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

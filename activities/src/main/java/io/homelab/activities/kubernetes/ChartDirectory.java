package io.homelab.activities.kubernetes;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A chart's archive, unpacked for Helm. The Helm library that we embed takes itself for Kubernetes v1.20 and offers no way to
 * say otherwise, so a chart that asks for a newer one is refused; what it asks for is known to hold here (Talos' support
 * window is a rule of the lab file), so the line is left out.
 */
final class ChartDirectory implements AutoCloseable {
    private final Path root;
    private final Path chart;

    private ChartDirectory(Path root, Path chart) {
        this.root = root;
        this.chart = chart;
    }

    static ChartDirectory unpack(Path archive) {
        try {
            var root = Files.createTempDirectory("homelab-chart-");
            Path chart = root;
            try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    var target = root.resolve(entry.getName()).normalize();
                    if (!target.startsWith(root)) {
                        throw new IOException("the archive reaches outside itself: " + entry.getName());
                    }
                    if (entry.isFile()) {
                        Files.createDirectories(target.resolveSibling("."));
                        Files.write(target, content(entry.getName(), tar.readAllBytes()));
                        chart = root.resolve(entry.getName().replaceFirst("/.*", ""));
                    }
                }
            }
            return new ChartDirectory(root, chart);
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the chart " + archive.getFileName() + " cannot be unpacked: " + e.getMessage(),
                    "lab.yaml addons",
                    "remove it from the cache and from lab.lock, then retry",
                    e);
        }
    }

    Path path() {
        return chart;
    }

    /**
     * The definitions of its own {@code crds/} directory, as YAML. Helm installs them before everything else, and the library that
     * we embed does not render them; those of charts within the chart are left to whoever enables them.
     */
    String definitions() {
        var directory = chart.resolve("crds");
        if (!Files.isDirectory(directory)) {
            return "";
        }
        try (var files = Files.walk(directory)) {
            var yaml = new StringBuilder();
            for (var file : files.filter(f -> f.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList()) {
                yaml.append(Files.readString(file)).append("\n---\n");
            }
            return yaml.toString();
        } catch (IOException e) {
            throw new Problem(FailureClass.TRANSIENT, "cannot read " + directory, null, null, e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Problem(FailureClass.TRANSIENT, "cannot remove " + root, null, null, e);
        }
    }

    private static byte[] content(String name, byte[] bytes) {
        if (!name.endsWith("Chart.yaml")) {
            return bytes;
        }
        var text = new String(bytes, StandardCharsets.UTF_8);
        return text.replaceAll("(?m)^kubeVersion:.*$", "").getBytes(StandardCharsets.UTF_8);
    }
}

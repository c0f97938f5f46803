package io.homelab.activities.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartDirectoryTest {
    private static final String CHART = "apiVersion: v2\nname: velero\nversion: 1.0.0\n";

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void aChartsOwnKindsComeBeforeWhatIsOfThem() throws IOException {
        var archive = archive(Map.of(
                "velero/Chart.yaml", CHART,
                "velero/crds/schedules.yaml", "kind: second",
                "velero/crds/backups.yaml", "kind: first",
                "velero/crds/README.md", "not one",
                "velero/charts/other/crds/others.yaml", "kind: of another chart"));

        try (var chart = ChartDirectory.unpack(archive)) {
            assertThat(chart.definitions()).isEqualTo("kind: first\n---\nkind: second\n---\n");
        }
    }

    @Test
    void aChartWithoutKindsHasNone() throws IOException {
        try (var chart = ChartDirectory.unpack(archive(Map.of("velero/Chart.yaml", CHART)))) {
            assertThat(chart.definitions()).isEmpty();
        }
    }

    private Path archive(Map<String, String> files) throws IOException {
        var file = directory.resolve("chart.tgz");
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (var each : new TreeMap<>(files).entrySet()) {
                var bytes = each.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(each.getKey());
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}

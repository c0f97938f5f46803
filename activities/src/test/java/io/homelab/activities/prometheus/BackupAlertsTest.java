package io.homelab.activities.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The alerts that the GitOps tree gives Prometheus, as Prometheus's own tool plays them. */
@Timeout(60)
class BackupAlertsTest {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeEach
    void rules() throws IOException {
        var values = YAML.readTree(Path.of("..").resolve("kubernetes/base/3-monitoring/prometheus/backup-alerts.yaml"));
        Files.writeString(
                directory.resolve("rules.yaml"),
                YAML.writeValueAsString(values.path("serverFiles").path("alerting_rules.yml")));
        try (var plays = Objects.requireNonNull(getClass().getResourceAsStream("/backup-alerts-test.yaml"))) {
            Files.copy(plays, directory.resolve("plays.yaml"));
        }
    }

    @Test
    void theyTellOfBackupsThatFailAndOfNothingElse() throws Exception {
        assertThat(Promtool.run(directory, directory.resolve("plays.yaml"), "test", "rules", "plays.yaml"))
                .contains("SUCCESS");
    }

    @Test
    void theOneOfFailuresWouldBeMissedIfItLookedAtWholeFailuresAlone() throws Exception {
        var rules = directory.resolve("rules.yaml");
        Files.writeString(rules, Files.readString(rules).replace("velero_backup_partial_failure_total", "nothing"));

        assertThat(Promtool.run(directory, directory.resolve("plays.yaml"), "test", "rules", "plays.yaml"))
                .contains("FAILED");
    }
}

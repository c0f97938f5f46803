package io.homelab.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.ProxmoxNodeLocator;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.talos.TalosMachineOsActivities;
import io.homelab.activities.talos.TalosNodes;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.acceptance.AcceptanceActivities;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.CriterionResult.Verdict;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The repository's own files against the criteria about files, in a lab where nothing runs. */
@Timeout(120)
class LabAcceptanceActivitiesTest {
    @TempDir
    Path directory;

    @Test
    void filesPassAndWhatDoesNotAnswerIsUnknown() throws Exception {
        var lab = ExampleLab.in(directory);
        var nodes = new TalosNodes(
                lab.reader(),
                new Transports(Gate.OPEN),
                new ProxmoxNodeLocator(new Hypervisors(lab.reader(), new Transports(Gate.OPEN))));
        new TalosMachineOsActivities(nodes, LabInTest.KEYS).ensureClusterSecrets(lab.cluster("dev"));

        var report = check(lab, "dev");

        assertThat(report.epic()).isEqualTo("1.2");
        assertThat(report.isGreen()).isFalse();
        var verdicts = verdicts(report);
        assertThat(verdicts)
                .containsEntry("1.2.1-a", Verdict.PASSED)
                .containsEntry("1.2.1-b", Verdict.UNKNOWN)
                .containsEntry("1.2.2-a", Verdict.PASSED)
                .containsEntry("1.2.2-b", Verdict.UNKNOWN)
                .containsEntry("1.2.2-d", Verdict.UNKNOWN)
                .containsEntry("1.2.3-a", Verdict.PASSED)
                .containsEntry("1.2.3-b", Verdict.PASSED)
                .containsEntry("1.2.3-c", Verdict.PASSED)
                .containsEntry("1.2.3-d", Verdict.PASSED)
                .hasSize(14);
        assertThat(seen(report, "1.2.2-a")).isEqualTo("dev-1 controlplane onto /dev/sda");
        assertThat(seen(report, "1.2.3-a")).isEqualTo("dev: Talos v1.9.5, Kubernetes v1.32.3");
    }

    @Test
    void aKeyInClearBesideTheLabFileFails() throws Exception {
        var lab = ExampleLab.in(directory);
        Files.writeString(directory.resolve("omni/clusters/leak.yaml"), "token: 0a1b2c.0123456789abcdef\n");

        var report = check(lab, "dev");

        assertThat(verdicts(report)).containsEntry("1.2.3-b", Verdict.FAILED);
        assertThat(seen(report, "1.2.3-b"))
                .endsWith("in clear: omni/clusters/leak.yaml:1")
                .doesNotContain("0a1b2c");
    }

    @Test
    void whatComesLaterIsSaidOfProd() throws Exception {
        var report = check(ExampleLab.in(directory), "prod");

        assertThat(report.epic()).isEqualTo("3.1");
        assertThat(report.criteria())
                .filteredOn(c -> c.verdict() == Verdict.LATER)
                .extracting(CriterionResult::id)
                .containsExactly("3.1.2-d", "3.1.2-e", "3.1.3-a", "3.1.3-b", "3.1.3-c", "3.1.3-d", "3.1.3-e");
    }

    private static AcceptanceReport check(ExampleLab lab, String cluster) {
        var environment = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.plain())
                        .build())
                .build());
        try {
            var checks = Kinds.checks(lab.reader(), Optional.of(Path.of("..")));
            environment.registerActivitiesImplementations(new LabAcceptanceActivities(lab.reader(), checks));
            return environment.newActivityStub(AcceptanceActivities.class).checkCluster(lab.cluster(cluster));
        } finally {
            environment.close();
        }
    }

    private static Map<String, Verdict> verdicts(AcceptanceReport report) {
        return report.criteria().stream().collect(Collectors.toMap(CriterionResult::id, CriterionResult::verdict));
    }

    private static String seen(AcceptanceReport report, String id) {
        return report.criteria().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow()
                .seen();
    }
}

package io.homelab.systemtests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Where workflow code stands still without an activity of its own, and by what {@code homelab run why} explains it. An
 * activity explains itself (ExplanationTest); whoever lets a workflow wait for something else says here how a person learns
 * of it.
 */
class WaitsTest {
    private static final Set<String> STANDING_STILL = Set.of(
            "io.temporal.workflow.Workflow.await",
            "io.temporal.workflow.Workflow.sleep",
            "io.temporal.workflow.Workflow.newTimer",
            "io.temporal.workflow.Promise.get",
            "io.temporal.workflow.CompletablePromise.get",
            "io.temporal.workflow.CancellationScope.run");

    private static final Map<String, String> EXPLAINED = Map.ofEntries(
            Map.entry(
                    "ApprovalDesk.expired", "an open question: what is asked, of whom, until when, and how to answer"),
            Map.entry(
                    "PromoteReleaseImpl.reversible",
                    "stopped half-way: it goes back before it ends; the steps of that are shown"),
            Map.entry(
                    "PromoteReleaseImpl.promote",
                    "stopped: GitHub is told so before it ends; ReportDeployment is shown"),
            Map.entry("PromotionSwitchImpl.hold", "it waits for nobody: it holds a flag, and its details say which"),
            Map.entry(
                    "RestoreBackupImpl.restore",
                    "stopped: what was brought is removed before it ends; DiscardRestored is shown"),
            Map.entry(
                    "RestoreNamespaceImpl.restore",
                    "stopped: the namespace that it made is removed before it ends; RemoveNamespace is shown"),
            Map.entry("NamespaceDrilling.of", "stopped: the copy is removed before it ends; RemoveNamespace is shown"),
            Map.entry("WatchProofsImpl.watch", "it waits for nobody: its details say when a proof is overdue"),
            Map.entry("ScheduledStartImpl.started", "the server starts the child at once, or says that one runs"),
            Map.entry("AttentionDesk.park", "a parked step: its failure, its age, every answer"),
            Map.entry("MachineLanes.build", "the step secrets, which is shown as worked on or parked"),
            Map.entry("MachineLanes.await", "the steps of the other lanes, which are shown as worked on or parked"),
            Map.entry("MachineLanes.awaitStopped", "aborted or cancelled: it ends when its activities have stopped"),
            Map.entry("MachineLanes.undo", "aborted: it undoes what it made; DestroyMachine is shown"),
            Map.entry("BootstrapClusterImpl.bootstrap", "the steps inside, which are shown"),
            Map.entry(
                    "BootstrapClusterImpl.awaitStopped",
                    "aborted or cancelled: it ends when its activities have stopped"),
            Map.entry("DeployDevImpl.deploy", "stopped: GitHub is told so before it ends; ReportDeployment is shown"),
            Map.entry("DestroyClusterImpl.destroyAll", "the lanes, whose steps are shown as worked on or parked"));

    @Test
    void everyWaitOfAWorkflowIsExplained() {
        var found = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.homelab.workflows")
                        .stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(WaitsTest::standsStill)
                        .map(WaitsTest::place)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found)
                .as("waits of workflows; say in this table how a person learns of a new one")
                .isEqualTo(new TreeSet<>(EXPLAINED.keySet()));
    }

    private static boolean standsStill(JavaMethodCall call) {
        return STANDING_STILL.contains(
                call.getTargetOwner().getName() + "." + call.getTarget().getName());
    }

    /** The method in whose words it stands: what is inside a lambda belongs to the method around it. */
    private static String place(JavaMethodCall call) {
        var method = call.getOrigin().getName().replaceFirst("^lambda\\$([^$]+)\\$.*$", "$1");
        return call.getOriginOwner().getSimpleName() + "." + method;
    }
}

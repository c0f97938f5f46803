package io.homelab.workflows.backup;

import io.homelab.workflows.backup.proof.HeartbeatActivities.HeartbeatRequest;
import io.homelab.workflows.backup.proof.ProofNews;
import io.homelab.workflows.backup.proof.ProofNews.SetProof;
import io.homelab.workflows.failure.Failures;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells of a verification's end those who wait for it; who cannot be told stops nothing. */
final class Proving {
    private Proving() {}

    /** What became of telling a monitor elsewhere; null when none is to be told. */
    static @Nullable String heartbeat(BackupReport report) {
        return became("the monitor could not be told: ", () -> Ports.heartbeat("tell a monitor elsewhere")
                .send(new HeartbeatRequest(report.snapshot()))
                .seen());
    }

    /** What became of the numbers for Prometheus; null when none are wanted. */
    static @Nullable String metrics(BackupReport report) {
        return became("the numbers for Prometheus could not be written: ", () -> Ports.metrics(
                        "leave the numbers for Prometheus")
                .write(report)
                .seen());
    }

    private static @Nullable String became(String failed, Supplier<@Nullable String> telling) {
        try {
            return telling.get();
        } catch (ActivityFailure e) {
            return failed + Failures.unlessCanceled(e).line();
        }
    }

    /** Tells the watch which sets have passed; it is woken also when none has, so that there is one. */
    static void tell(BackupReport report, List<String> sets) {
        var now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        var proofs = sets.stream()
                .filter(set -> CheckVerdict.worst(of(report, set)) == CheckVerdict.PASS)
                .map(set -> new SetProof(set, now, report.run()))
                .toList();
        try {
            Ports.proofs("tell the watch of proofs").tell(new ProofNews(proofs));
        } catch (ActivityFailure e) {
            Workflow.getLogger(Proving.class)
                    .warn(
                            "the watch could not be told: {}",
                            Failures.unlessCanceled(e).line());
        }
    }

    private static List<BackupCheck> of(BackupReport report, String set) {
        return report.checks().stream()
                .filter(check -> Objects.equals(check.set(), set))
                .toList();
    }
}

package io.homelab.workflows.backup;

import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.progress.StepLog;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.TimeSplit;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The checks of a run. What keeps one from looking is its verdict, and keeps no other from looking. */
public final class Checking {
    private final StepLog log;
    private final List<BackupCheck> checks = new ArrayList<>();

    public Checking(StepLog log) {
        this.log = log;
    }

    /**
     * Takes a step whose end is a verdict.
     *
     * @param set whose backups are looked at
     * @param check what it is called when it could not look
     * @param body gets the step's title
     */
    public void take(String step, String set, String check, Function<String, List<BackupCheck>> body) {
        log.enter(step, StepState.RUNNING, null);
        var seen = seen(log.title(step), set, check, body);
        checks.addAll(seen);
        log.end(step, StepState.DONE, summary(seen), Duration.ZERO);
    }

    /** Likewise, for a step that says nothing when there was nothing to do. */
    void takeSome(String step, String set, String check, Function<String, List<BackupCheck>> body) {
        log.enter(step, StepState.RUNNING, null);
        var seen = seen(log.title(step), set, check, body);
        checks.addAll(seen);
        log.end(step, StepState.DONE, seen.isEmpty() ? "nothing to do" : summary(seen), Duration.ZERO);
    }

    private static List<BackupCheck> seen(
            String title, String set, String check, Function<String, List<BackupCheck>> body) {
        try {
            return body.apply(title);
        } catch (ActivityFailure e) {
            return List.of(BackupCheck.unknown(set, check, Failures.unlessCanceled(e)));
        }
    }

    /** What all of them have seen, as a report that is not signed yet; its verdict is that of the worst. */
    public BackupReport report(
            String run, String lab, String snapshot, boolean simulated, boolean full, TimeSplit time) {
        return new BackupReport(
                1, run, lab, snapshot, simulated, full, CheckVerdict.worst(checks), checks(), time, null);
    }

    /** In the order in which they were taken. */
    List<BackupCheck> checks() {
        return List.copyOf(checks);
    }

    private static String summary(List<BackupCheck> seen) {
        if (seen.isEmpty()) {
            return "nothing to look at";
        }
        var worst = CheckVerdict.worst(seen);
        return seen.stream()
                .filter(check -> check.verdict() == worst)
                .findFirst()
                .map(check -> worst + ": " + check.seen())
                .orElse(worst.toString());
    }
}

package io.homelab.workflows.backup;

import io.homelab.workflows.backup.copies.CopiesVerdict;
import io.homelab.workflows.backup.copies.CopyRules.CopyRule;
import io.homelab.workflows.progress.StepLog;
import io.temporal.workflow.Workflow;
import java.util.List;

/** The end of a verification: whether what it has seen is copies enough. Nothing is asked of anybody. */
final class CopySteps {
    private static final String CHANGE = "copies";

    private final StepLog log;
    private final Checking checking;
    private final List<CopyRule> rules;

    private CopySteps(StepLog log, Checking checking, List<CopyRule> rules) {
        this.log = log;
        this.checking = checking;
        this.rules = rules;
    }

    /** Asks for the version only where there are rules: a history without any stays as it was. */
    static CopySteps of(BackupSpec spec, StepLog log, Checking checking) {
        var judges = !spec.rules().isEmpty()
                && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
        return new CopySteps(log, checking, judges ? spec.rules() : List.of());
    }

    void announce() {
        rules.forEach(rule -> log.announce(step(rule), "there are copies enough, in places enough", rule.name()));
    }

    /** To be called when everything else was looked at. */
    void take() {
        for (var rule : rules) {
            var seen = checking.checks();
            checking.take(
                    step(rule), rule.name(), CopiesVerdict.name(rule), _ -> List.of(CopiesVerdict.of(rule, seen)));
        }
    }

    private static String step(CopyRule rule) {
        return rule.name() + "/copies";
    }
}

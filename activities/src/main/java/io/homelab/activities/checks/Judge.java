package io.homelab.activities.checks;

import dev.cel.runtime.CelEvaluationException;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.CriterionResult.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what is known of a criterion. What cannot be read is unknown; a slip in an expression or a check is a bug. */
final class Judge {
    private static final int SEEN_LIMIT = 160;

    private final Expressions expressions = new Expressions();
    private final Map<String, Check> checks;

    Judge(List<Check> checks) {
        this.checks = checks.stream().collect(Collectors.toUnmodifiableMap(Check::kind, Function.identity()));
    }

    /** Reads what the criterion names, through {@code memory} if another criterion read the same, and decides. */
    CriterionResult judge(Criterion criterion, Subject subject, Memory memory) {
        if (criterion.later() != null) {
            return result(criterion, Verdict.LATER, "waits for " + criterion.later());
        }
        var check = check(criterion);
        try {
            return switch (memory.read(check, subject, criterion.target())) {
                case Reading.Person(var who) -> result(criterion, Verdict.HUMAN, who + " must look");
                case Reading.Values(var values) -> decide(criterion, check, subject, values);
            };
        } catch (Problem e) {
            return result(
                    criterion, Verdict.UNKNOWN, "cannot be read: " + e.report().line());
        }
    }

    /** Compiles a criterion's expressions; throws when they name what the kind does not read. */
    void compile(Criterion criterion) {
        var variables = check(criterion).variables();
        expressions.condition(criterion.pass(), variables);
        expressions.text(criterion.show(), variables);
    }

    private CriterionResult decide(Criterion criterion, Check check, Subject subject, Map<String, Object> values) {
        var pass = expressions.condition(criterion.pass(), check.variables());
        var show = expressions.text(criterion.show(), check.variables());
        try {
            var passed = subject.simulated() ? Verdict.REHEARSED : Verdict.PASSED;
            return result(criterion, pass.of(values) ? passed : Verdict.FAILED, show.of(values));
        } catch (CelEvaluationException e) {
            return result(criterion, Verdict.UNKNOWN, "what was read does not fit the criterion: " + e.getMessage());
        }
    }

    private Check check(Criterion criterion) {
        var check = checks.get(criterion.kind());
        if (check == null) {
            throw new IllegalStateException(criterion.id() + ": there is no check of kind " + criterion.kind());
        }
        return check;
    }

    private static CriterionResult result(Criterion criterion, Verdict verdict, String seen) {
        var line = seen.replaceAll("\\s+", " ").strip();
        var shown = line.length() <= SEEN_LIMIT ? line : line.substring(0, SEEN_LIMIT - 1) + "…";
        return new CriterionResult(criterion.id(), criterion.text(), criterion.kind(), verdict, shown);
    }
}

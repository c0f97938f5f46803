package io.homelab.activities.ensure;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Collects everything that is wrong before anything is written, so that a person fixes it in one go. */
public final class Findings {
    /** Which class a list of findings has: the one that a person must deal with first. */
    private static final List<FailureClass> ORDER =
            List.of(FailureClass.AUTH, FailureClass.CONFIG, FailureClass.NOT_OURS, FailureClass.CAPACITY);

    private final List<String> passed = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<FailureReport> problems = new ArrayList<>();

    /** Looks at one thing; a {@link Problem} that retrying could help is thrown on, others are collected. */
    public void check(String what, Runnable look) {
        try {
            look.run();
            passed.add(what);
        } catch (Problem e) {
            if (e.report().kind().retryable()) {
                throw e;
            }
            problems.add(e.report());
        }
    }

    /** Something that a person may want to know. */
    public void warn(String what) {
        warnings.add(what);
    }

    /** Whether anything of that class was found. */
    public boolean has(FailureClass kind) {
        return problems.stream().anyMatch(p -> p.kind() == kind);
    }

    public List<String> passed() {
        return List.copyOf(passed);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Throws one problem that names all of them. */
    public void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        if (problems.size() == 1) {
            var only = problems.getFirst();
            throw new Problem(only.kind(), only.what(), only.where(), only.remedy());
        }
        var kind = problems.stream()
                .map(FailureReport::kind)
                .min(Comparator.comparingInt(k -> ORDER.contains(k) ? ORDER.indexOf(k) : ORDER.size()))
                .orElse(FailureClass.CONFIG);
        throw new Problem(
                kind,
                problems.size() + " problems: "
                        + problems.stream().map(FailureReport::line).collect(Collectors.joining("; ")),
                null,
                "fix them, then: homelab run retry");
    }
}

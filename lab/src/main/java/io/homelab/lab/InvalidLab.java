package io.homelab.lab;

import io.homelab.lab.definition.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A lab file that cannot be used; carries every problem, not just the first. */
public final class InvalidLab extends Exception {
    private final transient List<Problem> problems;

    public InvalidLab(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** The problems (errors and warnings), by file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}

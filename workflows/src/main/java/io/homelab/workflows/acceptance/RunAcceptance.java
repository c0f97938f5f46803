package io.homelab.workflows.acceptance;

import java.util.List;
import java.util.stream.Collectors;

/** The criteria that a run is checked by, epic by epic; a run may prove a part of an epic alone. */
public record RunAcceptance(List<AcceptanceReport> epics) {
    public RunAcceptance {
        epics = epics == null ? List.of() : List.copyOf(epics);
    }

    /** In a line, for people. */
    public String summary() {
        return epics.stream()
                .map(report -> "epic " + report.epic() + ": " + report.summary())
                .collect(Collectors.joining("; "));
    }
}

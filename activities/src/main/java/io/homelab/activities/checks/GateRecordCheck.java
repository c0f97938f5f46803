package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.promotion.GateRecord;
import io.homelab.workflows.acceptance.GateSamples;
import io.homelab.workflows.promotion.StabilityCheck;
import java.util.List;
import java.util.Map;

/**
 * What Prometheus has said during a promotion: the samples that its gates have kept, judged anew. Prometheus itself would tell
 * of now, and the criterion is about the time before the release was promoted.
 */
final class GateRecordCheck implements Check {
    @Override
    public String kind() {
        return "prometheus-query";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of("gates", ListType.create(SimpleType.DYN));
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        return new Reading.Values(Map.of(
                "gates",
                subject.gates().stream().map(gate -> describe(subject, gate)).toList()));
    }

    private static Map<String, Object> describe(Subject subject, GateSamples gate) {
        var record = GateRecord.read(subject.lab().properties().stateDirectory(), gate.location());
        return Map.of(
                "gate", gate.gate(),
                "kept", record.map(r -> r.digest().equals(gate.digest())).orElse(false),
                "verdict", record.map(r -> r.soak().verdict().name()).orElse(""),
                "why", record.map(r -> r.soak().why()).orElse("no samples"),
                "queries",
                        record.map(r -> r.checks().stream()
                                        .map(StabilityCheck::query)
                                        .toList())
                                .orElse(List.of()));
    }
}

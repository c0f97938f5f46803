package io.homelab.activities.evidence;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.digest.Sha256;
import io.homelab.workflows.promotion.PromotionOutcome;
import io.homelab.workflows.promotion.PromotionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Reports of promotions of one application, each with a file of samples beside it, as runs leave them. */
record PromotionsOnPaper(ExampleLab lab, Path state, SignedPromotionEvidence evidence) {
    static final String APPLICATION = "grafana";

    /** @param state where the evidence goes, and nothing else of the lab */
    static PromotionsOnPaper of(ExampleLab lab, Path state) {
        return new PromotionsOnPaper(lab, state, evidence(lab, state));
    }

    /** The activities over a state directory. */
    static SignedPromotionEvidence evidence(ExampleLab lab, Path state) {
        return new SignedPromotionEvidence(lab.reader(), state, () -> Instant.parse("2026-11-26T06:00:00Z"));
    }

    Path store() {
        return state.resolve("evidence");
    }

    /** Records a promotion that brought a content to PROD; the file of its report. */
    Path promoted(String content) throws IOException {
        return record(report(PromotionOutcome.PROMOTED, content));
    }

    Path record(PromotionReport report) {
        return store().resolve(evidence.record(report).location().replace("evidence/", ""));
    }

    PromotionReport report(PromotionOutcome outcome, String content) throws IOException {
        return report("prod", outcome, content, false);
    }

    /** A report as JSON has it, so that it may grow; what it says of samples is what is on disk. */
    PromotionReport report(String to, PromotionOutcome outcome, String content, boolean simulated) throws IOException {
        var samples = samples(to + "-" + content);
        return CanonicalJson.mapper()
                .readValue(
                        """
                        {"schemaVersion": 1, "run": "promotion-%1$s/%3$s", "from": "dev", "to": "%1$s", "snapshot": "%7$s",
                         "simulated": %4$s, "outcome": "%2$s", "why": "because",
                         "release": {"commit": "c", "subject": "better", "author": "Ada", "head": "h", "diff": "d",
                           "committedAt": "2026-11-26T03:00:00Z", "left": [],
                           "members": [
                             {"name": "grafana", "group": "3-monitoring", "wave": 3, "content": "%3$s", "before": "b"},
                             {"name": "metallb", "group": "2-network", "wave": 2, "content": "same", "before": "same"}]},
                         "stages": [{"title": "wave 3", "commit": "c", "applications": ["grafana"], "rollback": false,
                           "proof": {"verdict": "STABLE", "why": "healthy", "soak": {"verdict": "STABLE", "samples": 3},
                             "samples": {"location": "evidence/samples/%5$s", "count": 3, "digest": "%6$s"}}}]}
                        """.formatted(
                                        to,
                                        outcome,
                                        content,
                                        simulated,
                                        samples.getFileName(),
                                        Sha256.of(samples),
                                        lab.snapshot()),
                        PromotionReport.class);
    }

    /** The file of samples of a promotion. */
    Path samples(String name) throws IOException {
        var file = store().resolve("samples").resolve(name + ".jsonl");
        if (!Files.exists(file)) {
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, """
                    {"soak":"PT30S","interval":"PT15S"}
                    {"at":"2026-11-26T03:00:00Z","readings":[{"check":"errors","value":0.0}]}
                    {"at":"2026-11-26T03:00:15Z","readings":[{"check":"errors","value":3.0}]}
                    {"at":"2026-11-26T03:00:30Z","readings":[{"check":"errors","value":0.0}]}
                    """);
        }
        return file;
    }
}

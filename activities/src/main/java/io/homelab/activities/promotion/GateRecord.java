package io.homelab.activities.promotion;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.Soak;
import io.homelab.workflows.promotion.StabilityCheck;
import io.homelab.workflows.promotion.StabilityGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * A soak as its file of samples tells it to whoever comes later: judged anew, and believed by nobody's word.
 *
 * @param digest SHA-256 of the file, hex
 */
public record GateRecord(Soak soak, List<StabilityCheck> checks, String digest) {
    public GateRecord {
        checks = List.copyOf(checks);
    }

    /**
     * Judges the samples that a report names.
     *
     * @param location as the report has it: a path below the state directory
     */
    public static Optional<GateRecord> read(Path state, String location) {
        var evidence = state.resolve("evidence").toAbsolutePath().normalize();
        var file = state.resolve(location).toAbsolutePath().normalize();
        if (!file.startsWith(evidence) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.TRANSIENT, "cannot read the samples: " + e.getMessage(), file.toString(), null, e);
        } catch (JacksonException e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the samples hold something else",
                    file.toString(),
                    "homelab evidence verify",
                    e);
        }
    }

    private static Optional<GateRecord> of(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        // What a power cut left of a last line is no line.
        var lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var policy = SampleLines.policy(lines.getFirst());
        var gate = new StabilityGate(policy);
        var soak = Soak.begin();
        for (var line : lines.subList(1, lines.size())) {
            soak = gate.after(soak, SampleLines.sample(line));
        }
        return Optional.of(new GateRecord(soak, policy.checks(), Sha256.of(content)));
    }
}

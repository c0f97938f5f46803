package io.homelab.activities.evidence;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.evidence.EvidenceAudit.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The files of samples beside the statements that name them by digest. */
final class SampleFiles {
    /** As reports name what lies below the evidence store. */
    private static final String STORE = "evidence/";

    private SampleFiles() {}

    /** What is wrong with the samples that an envelope, whose signature holds, names. */
    static List<Finding> findings(Path directory, byte[] content) throws IOException {
        var envelope = CanonicalJson.mapper().readValue(content, Envelope.class);
        var statement = CanonicalJson.mapper().readTree(envelope.content());
        var findings = new ArrayList<Finding>();
        for (var samples : statement.findValues("samples")) {
            check(directory, samples, findings);
        }
        return findings;
    }

    private static void check(Path directory, JsonNode samples, List<Finding> findings) throws IOException {
        var location = samples.path("location").asString("");
        if (!location.startsWith(STORE)) {
            return; // a number of samples, not where they are
        }
        var name = location.substring(STORE.length());
        var store = directory.toAbsolutePath().normalize();
        var file = store.resolve(name).normalize();
        if (!file.startsWith(store) || !Files.isRegularFile(file)) {
            findings.add(new Finding(name, "is not there"));
        } else if (!Sha256.of(Files.readAllBytes(file))
                .equals(samples.path("digest").asString(""))) {
            findings.add(new Finding(name, "has another digest than the signed report says"));
        }
    }
}

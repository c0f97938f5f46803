package io.homelab.activities.evidence;

import io.homelab.activities.digest.Sha256;
import io.homelab.workflows.promotion.PromotionEvidenceActivities.Content;
import io.homelab.workflows.promotion.PromotionOutcome;
import io.homelab.workflows.promotion.PromotionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a cluster has proved of each application, by the signed reports of its promotions: the content of the last one that
 * ended well. Only reports whose signature and digests hold are asked.
 */
final class ProvedContents {
    private final Map<String, String> trees = new HashMap<>();

    private ProvedContents() {}

    /** The evidence is not as it was written. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** Reads the reports about {@code topic}, the oldest first. */
    static ProvedContents read(Path directory, String topic) throws IOException, Unreadable {
        var proved = new ProvedContents();
        if (!Files.exists(directory.resolve(EvidenceStore.PUBLIC_KEY))) {
            return proved;
        }
        var audit = EvidenceAudit.of(directory, null);
        if (!audit.findings().isEmpty()) {
            var first = audit.findings().getFirst();
            throw new Unreadable(first.file() + " " + first.why());
        }
        for (var item : audit.statements()) {
            if (item.about().equals(topic)) {
                proved.take(directory.resolve(item.file()), item.digest());
            }
        }
        return proved;
    }

    boolean contains(Content content) {
        return content.tree().equals(trees.get(content.name()));
    }

    private void take(Path file, String digest) throws IOException, Unreadable {
        var bytes = Files.readAllBytes(file);
        if (!Sha256.of(bytes).equals(digest)) {
            throw new Unreadable(file.getFileName() + " changed while it was read");
        }
        var envelope = CanonicalJson.mapper().readValue(bytes, Envelope.class);
        var report = CanonicalJson.mapper()
                .treeToValue(
                        CanonicalJson.mapper().readTree(envelope.content()).at("/predicate/report"),
                        PromotionReport.class);
        if (report.release() == null || report.outcome() != PromotionOutcome.PROMOTED) {
            return;
        }
        report.release().changes().forEach(member -> trees.put(member.name(), member.content()));
    }
}

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
import tools.jackson.core.JacksonException;

/**
 * What a cluster has proved of each application, by the signed reports of its promotions: the content of the last one that
 * ended well. Only reports whose signature and digests hold are asked.
 */
final class ProvedContents {
    private final Map<String, String> trees = new HashMap<>();
    private final boolean rehearses;

    private ProvedContents(boolean rehearses) {
        this.rehearses = rehearses;
    }

    /** The evidence is not as it was written. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * Reads the reports about {@code topic}, the oldest first.
     *
     * @param rehearses whether a simulated lab asks; what was only rehearsed proves nothing of a real one
     */
    static ProvedContents read(Path directory, String topic, boolean rehearses) throws IOException, Unreadable {
        var proved = new ProvedContents(rehearses);
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
        var report = report(file, bytes);
        if (report.release() == null
                || report.outcome() != PromotionOutcome.PROMOTED
                || report.simulated() && !rehearses) {
            return;
        }
        report.release().changes().forEach(member -> trees.put(member.name(), member.content()));
    }

    private static PromotionReport report(Path file, byte[] bytes) throws Unreadable {
        try {
            var envelope = CanonicalJson.mapper().readValue(bytes, Envelope.class);
            var statement = CanonicalJson.mapper().readTree(envelope.content());
            return CanonicalJson.mapper().treeToValue(statement.at("/predicate/report"), PromotionReport.class);
        } catch (JacksonException e) {
            throw new Unreadable(file.getFileName() + " says what this version cannot read: " + e.getOriginalMessage());
        }
    }
}

package io.homelab.activities.evidence;

import io.homelab.activities.digest.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One envelope as a link of the chain.
 *
 * @param subject digest of what it is about
 * @param previous digest of the envelope before it
 * @param about what it is about, such as {@code cluster/dev}
 * @param problem what is wrong with it, or null
 */
record Link(
        String subject,
        String previous,
        String about,
        String verdict,
        String recordedAt,
        @Nullable String problem) {
    /** Reads an envelope and checks its signature. */
    static Link read(byte[] content, VerifyingKey key) {
        try {
            var envelope = CanonicalJson.mapper().readValue(content, Envelope.class);
            if (!envelope.isSignedBy(key)) {
                return broken("the signature is not that of " + EvidenceStore.PUBLIC_KEY);
            }
            var statement = CanonicalJson.mapper().readTree(envelope.content());
            if (!statement.path("_type").asString("").equals(Statement.TYPE)) {
                return broken("it holds no in-toto statement");
            }
            var subject = statement.at("/subject/0/digest/sha256").asString("");
            var report = statement.at("/predicate/report");
            return !report.isMissingNode()
                            && !Sha256.of(CanonicalJson.of(report)).equals(subject)
                    ? broken("its report has another digest than its subject says")
                    : new Link(
                            subject,
                            statement.at("/predicate/previous").asString(""),
                            statement.at("/subject/0/name").asString(""),
                            statement.at("/predicate/verdict").asString(""),
                            statement.at("/predicate/recordedAt").asString(""),
                            null);
        } catch (JacksonException e) {
            return broken("it is no DSSE envelope");
        } catch (IllegalArgumentException e) {
            return broken("its base64 is broken");
        }
    }

    private static Link broken(String problem) {
        return new Link("", "", "", "", "", problem);
    }
}

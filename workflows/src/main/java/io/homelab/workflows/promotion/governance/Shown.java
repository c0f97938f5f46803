package io.homelab.workflows.promotion.governance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees before they answer, and what the answer is bound to.
 *
 * @param cluster where it goes
 * @param release the commit that is promoted
 * @param subject the first line of its message
 * @param author of that commit, as Git has it
 * @param diff digest over what would change
 * @param changes what would change, a line for each application
 * @param soak what the gate said, for people
 * @param evidence digest of the soak's evidence
 */
public record Shown(
        String cluster,
        String release,
        String subject,
        String author,
        String diff,
        List<String> changes,
        String soak,
        String evidence) {
    public Shown {
        changes = changes == null ? List.of() : List.copyOf(changes);
    }

    /** SHA-256 over all of it, in hex; two that differ in anything have another one. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Each part with its length, so that nothing moves from one part to the next unnoticed. */
    private String text() {
        var parts = new ArrayList<@Nullable String>();
        parts.add("homelab approval v1");
        parts.add(cluster);
        parts.add(release);
        parts.add(subject);
        parts.add(author);
        parts.add(diff);
        parts.add(Integer.toString(changes.size()));
        parts.addAll(changes);
        parts.add(soak);
        parts.add(evidence);
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(part == null ? "-" : part.length() + ":" + part).append('\n');
        }
        return text.toString();
    }
}

package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A directory of evidence, and perhaps one envelope of it.
 *
 * @param name of the envelope; null is all of them
 */
record EvidenceFiles(
        Session session, Path directory, @Nullable String name) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What is not as it was written. */
    record Finding(String file, String why) {}

    /** One statement. */
    record Item(
            String file,
            String about,
            String verdict,
            String recordedAt,
            String digest,
            @Nullable String problem) {}

    /** What the check found. */
    record Check(List<Item> statements, String head, List<Finding> findings) {
        /** What concerns one envelope; the key and the chain concern all of them. */
        Check only(@Nullable String name) {
            return name == null
                    ? this
                    : new Check(
                            statements.stream()
                                    .filter(s -> s.file().equals(name))
                                    .toList(),
                            head,
                            findings.stream()
                                    .filter(f ->
                                            f.file().equals(name) || !f.file().endsWith(".json"))
                                    .toList());
        }

        /** The chain must contain the digest that somebody remembers. */
        Check withHead(@Nullable String remembered) {
            if (remembered == null
                    || statements.stream().anyMatch(s -> s.digest().equals(remembered))) {
                return this;
            }
            var more = new ArrayList<>(findings);
            more.add(new Finding(
                    "chain.log", "does not contain " + remembered + ": its end was cut off, or it is another chain"));
            return new Check(statements, head, more);
        }
    }

    /** All of a directory; null is that of the control plane in use. */
    static EvidenceFiles at(Session session, @Nullable Path directory) {
        var place = directory == null
                ? session.controlPlane().places().state().resolve("evidence")
                : directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(place)) {
            throw new CommandFailure(
                    directory == null ? ExitCode.FAILED : ExitCode.USAGE,
                    "there is no evidence at " + place + " — each homelab cluster bootstrap leaves some");
        }
        return new EvidenceFiles(session, place, null);
    }

    /** A directory, an envelope by its path, or an envelope by its name alone. */
    static EvidenceFiles of(Session session, @Nullable Path place) {
        if (place == null || Files.isDirectory(place)) {
            return at(session, place);
        }
        var file = place.getNameCount() == 1 && !Files.exists(place)
                ? at(session, null).directory().resolve(place)
                : place.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.USAGE, "there is no evidence " + file + " — homelab evidence list");
        }
        return new EvidenceFiles(
                session, file.resolveSibling(""), file.getFileName().toString());
    }

    /** Everything about the directory, by the code that wrote it. */
    Check check(@Nullable Path key) {
        var question = new HashMap<String, String>();
        question.put("directory", directory.toString());
        if (key != null) {
            try {
                question.put("key", Files.readString(key));
            } catch (IOException e) {
                throw new CommandFailure(ExitCode.USAGE, "--key: cannot read " + key + ": " + e.getMessage(), e);
            }
        }
        return JSON.treeToValue(new Inspection(session.installation()).ask("evidence", question), Check.class);
    }

    /** What the envelope holds. */
    JsonNode statement() {
        try {
            return statement(Files.readAllBytes(directory.resolve(Objects.requireNonNull(name))));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.FINDINGS, name + " is no envelope: " + e.getMessage(), e);
        }
    }

    /** The same of an envelope that was read; what the decoders throw when it is none. */
    static JsonNode statement(byte[] envelope) {
        return JSON.readTree(Base64.getDecoder()
                .decode(JSON.readTree(envelope).path("payload").asString("")));
    }
}

package io.homelab.activities.evidence;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.evidence.ChainLog.Entry;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.state.AtomicFile;
import io.homelab.lab.state.FileGuard;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signed statements in a directory, each with the digest of the one before it. A statement is written whole, then noted in
 * chain.log; a crash between the two is made good by whoever comes next.
 */
final class EvidenceStore {
    static final String PUBLIC_KEY = "evidence-key.pem";
    /** What the first statement names as the one before it. */
    static final String FIRST = "0".repeat(64);

    private static final String READABLE = "rw-r--r--";

    private final Path directory;
    private final ChainLog log;

    EvidenceStore(Path directory) {
        this.directory = directory;
        this.log = new ChainLog(directory);
    }

    /** Something to be recorded; {@code subject} is the digest that tells whether it was recorded before. */
    record Draft(String name, String topic, String subject, String predicateType, Map<String, Object> predicate) {}

    /** Records the draft unless it is there, and says where. */
    EvidenceRef record(Draft draft, SigningKey key) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw unwritable(e);
        }
        return new FileGuard(directory.resolve(".guard")).alone(() -> {
            try {
                return recordAlone(draft, key);
            } catch (ChainLog.Broken e) {
                throw broken(ChainLog.FILE + " " + e.getMessage(), e);
            } catch (IOException e) {
                throw unwritable(e);
            }
        });
    }

    private EvidenceRef recordAlone(Draft draft, SigningKey key) throws IOException, ChainLog.Broken {
        publish(key.publicKey());
        var entries = new ArrayList<>(log.read());
        adopt(entries, key.publicKey());
        for (var entry : entries) {
            if (entry.subject().equals(draft.subject())) {
                return new EvidenceRef("evidence/" + entry.name(), entry.envelope());
            }
        }
        var name = "%06d-%s.json".formatted(entries.size() + 1, draft.name());
        var predicate = new TreeMap<>(draft.predicate());
        predicate.put("previous", head(entries));
        var statement = Statement.about(draft.topic(), draft.subject(), draft.predicateType(), predicate);
        var envelope = CanonicalJson.of(Envelope.sign(CanonicalJson.of(statement), key));
        AtomicFile.write(directory.resolve(name), envelope, READABLE);
        var entry = new Entry(name, Sha256.of(envelope), draft.subject());
        log.append(entry);
        return new EvidenceRef("evidence/" + name, entry.envelope());
    }

    /** Notes the envelope that a crash left without its line, if it continues the chain. */
    private void adopt(List<Entry> entries, VerifyingKey key) throws IOException {
        var prefix = "%06d-".formatted(entries.size() + 1);
        List<Path> left;
        try (var files = Files.list(directory)) {
            left = files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        if (left.isEmpty()) {
            return;
        }
        var name = left.getFirst().getFileName().toString();
        var content = Files.readAllBytes(left.getFirst());
        var link = Link.read(content, key);
        if (left.size() > 1 || link.problem() != null || !link.previous().equals(head(entries))) {
            throw broken(name + " is not in " + ChainLog.FILE + " and does not continue it", null);
        }
        var entry = new Entry(name, Sha256.of(content), link.subject());
        log.append(entry);
        entries.add(entry);
    }

    private void publish(VerifyingKey key) throws IOException {
        var file = directory.resolve(PUBLIC_KEY);
        if (!Files.exists(file)) {
            AtomicFile.write(file, key.pem().getBytes(StandardCharsets.US_ASCII), READABLE);
        } else if (!Files.readString(file).equals(key.pem())) {
            throw broken(PUBLIC_KEY + " is not the key of the secret store", null);
        }
    }

    private static String head(List<Entry> entries) {
        return entries.isEmpty() ? FIRST : entries.getLast().envelope();
    }

    private Problem broken(String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new Problem(
                FailureClass.CONFIG,
                "the evidence is not as we left it: " + what,
                directory.toString(),
                "keep the directory for whoever asks what happened, and move it away: a new chain begins",
                cause);
    }

    private Problem unwritable(IOException e) {
        return new Problem(
                FailureClass.TRANSIENT,
                "cannot write evidence: " + e.getMessage(),
                directory.toString(),
                "make room on this machine's disk, or give the worker the right to write there: it goes on by itself",
                e);
    }
}

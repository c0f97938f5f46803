package io.homelab.activities.evidence;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.evidence.ChainLog.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a directory of evidence, offline and reading only: every envelope, its signature, its digests and its place. */
public final class EvidenceAudit {
    private final Path directory;
    private final ChainLog log;
    private final List<Item> items = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private String head = EvidenceStore.FIRST;

    private EvidenceAudit(Path directory) {
        this.directory = directory;
        this.log = new ChainLog(directory);
    }

    /** What is not as it was written: the file, and why. */
    public record Finding(String file, String why) {}

    /**
     * One statement, as far as it can be read; what an unsigned one says is not repeated.
     *
     * @param digest of the envelope, as chain.log has it
     * @param problem what is wrong with it, or null
     */
    public record Item(
            String file,
            String about,
            String verdict,
            String recordedAt,
            String digest,
            @Nullable String problem) {}

    /** All of it; {@code head} is the digest of the last envelope that the chain names. */
    public record Report(List<Item> statements, String head, List<Finding> findings) {}

    /** Looks at all of a directory; {@code trusted} is a public key in PEM that was kept elsewhere, or null. */
    public static Report of(Path directory, @Nullable String trusted) throws IOException {
        var audit = new EvidenceAudit(directory);
        audit.look(trusted);
        return new Report(List.copyOf(audit.items), audit.head, List.copyOf(audit.findings));
    }

    private void look(@Nullable String trusted) throws IOException {
        var published = directory.resolve(EvidenceStore.PUBLIC_KEY);
        if (trusted == null && !Files.exists(published)) {
            find(EvidenceStore.PUBLIC_KEY, "is not there");
            return;
        }
        VerifyingKey key;
        try {
            key = VerifyingKey.parse(
                    trusted == null ? Files.readString(published, StandardCharsets.ISO_8859_1) : trusted);
        } catch (IllegalArgumentException e) {
            find(trusted == null ? EvidenceStore.PUBLIC_KEY : "the given key", "is no Ed25519 public key");
            return;
        }
        List<Entry> entries;
        try {
            entries = log.read();
        } catch (ChainLog.Broken e) {
            find(ChainLog.FILE, e.getMessage() == null ? "is broken" : e.getMessage());
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            items.add(item(i + 1, entry, key));
            head = entry.envelope();
        }
        rest(entries);
    }

    private Item item(int number, Entry entry, VerifyingKey key) throws IOException {
        var file = directory.resolve(entry.name());
        if (!entry.name().startsWith("%06d-".formatted(number)) || entry.name().contains("/")) {
            return broken(entry, "has not the number " + number);
        }
        if (!Files.isRegularFile(file)) {
            return broken(entry, "is not there");
        }
        var content = Files.readAllBytes(file);
        var link = Link.read(content, key);
        if (link.problem() != null) {
            return broken(entry, link.problem());
        }
        var problem = misplaced(content, link, entry);
        if (problem != null) {
            find(entry.name(), problem);
        } else {
            SampleFiles.findings(directory, content).forEach(findings::add);
        }
        return new Item(entry.name(), link.about(), link.verdict(), link.recordedAt(), entry.envelope(), problem);
    }

    private @Nullable String misplaced(byte[] content, Link link, Entry entry) {
        if (!Sha256.of(content).equals(entry.envelope())) {
            return "has another digest than " + ChainLog.FILE + " says";
        }
        if (!link.previous().equals(head)) {
            return "does not follow the statement before it";
        }
        return link.subject().equals(entry.subject())
                ? null
                : "is about something else than " + ChainLog.FILE + " says";
    }

    private Item broken(Entry entry, String why) {
        find(entry.name(), why);
        return new Item(entry.name(), "", "", "", entry.envelope(), why);
    }

    private void rest(List<Entry> entries) throws IOException {
        Set<String> known = entries.stream().map(Entry::name).collect(Collectors.toSet());
        try (var files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.startsWith(".") && !known.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new))
                    .forEach(name -> find(name, "is not in " + ChainLog.FILE));
        }
        if (log.isTorn()) {
            find(ChainLog.FILE, "ends in the middle of a line");
        }
    }

    private void find(String file, String why) {
        findings.add(new Finding(file, why));
    }
}

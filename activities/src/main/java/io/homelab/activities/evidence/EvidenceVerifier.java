package io.homelab.activities.evidence;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.evidence.ChainLog.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks a directory of evidence: every envelope, its signature, and its place in the chain. Reads only. */
public final class EvidenceVerifier {
    private EvidenceVerifier() {}

    /** What became of the evidence. */
    public sealed interface Result {
        /** Nothing was changed; whoever noted an older head elsewhere can see that nothing was cut off the end. */
        record Intact(int statements, String head) implements Result {}

        /** The first file that is not as it was written. */
        record Broken(String file, String why) implements Result {}
    }

    /** Checks against the public key that lies beside the evidence; a careful reader keeps a copy of it elsewhere. */
    public static Result verify(Path directory) throws IOException {
        var key = directory.resolve(EvidenceStore.PUBLIC_KEY);
        if (!Files.exists(key)) {
            return new Result.Broken(EvidenceStore.PUBLIC_KEY, "is not there");
        }
        return verify(directory, Files.readString(key, StandardCharsets.ISO_8859_1));
    }

    /** Checks against a public key in PEM. */
    public static Result verify(Path directory, String publicKeyPem) throws IOException {
        VerifyingKey key;
        try {
            key = VerifyingKey.parse(publicKeyPem);
        } catch (IllegalArgumentException e) {
            return new Result.Broken(EvidenceStore.PUBLIC_KEY, "is no Ed25519 public key");
        }
        var log = new ChainLog(directory);
        List<Entry> entries;
        try {
            entries = log.read();
        } catch (ChainLog.Broken e) {
            return new Result.Broken(ChainLog.FILE, e.getMessage() == null ? "is broken" : e.getMessage());
        }
        var previous = EvidenceStore.FIRST;
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var problem = problem(directory, i + 1, entry, previous, key);
            if (!problem.isEmpty()) {
                return new Result.Broken(entry.name(), problem);
            }
            previous = entry.envelope();
        }
        return rest(directory, log, entries, previous);
    }

    private static String problem(Path directory, int number, Entry entry, String previous, VerifyingKey key)
            throws IOException {
        if (!entry.name().startsWith("%06d-".formatted(number)) || entry.name().contains("/")) {
            return "has not the number " + number;
        }
        var file = directory.resolve(entry.name());
        if (!Files.isRegularFile(file)) {
            return "is not there";
        }
        var content = Files.readAllBytes(file);
        var link = Link.read(content, key);
        if (link.problem() != null) {
            return link.problem();
        }
        if (!Sha256.of(content).equals(entry.envelope())) {
            return "has another digest than " + ChainLog.FILE + " says";
        }
        if (!link.previous().equals(previous)) {
            return "does not follow the statement before it";
        }
        return link.subject().equals(entry.subject()) ? "" : "is about something else than " + ChainLog.FILE + " says";
    }

    private static Result rest(Path directory, ChainLog log, List<Entry> entries, String head) throws IOException {
        Set<String> known = entries.stream().map(Entry::name).collect(Collectors.toSet());
        try (var files = Files.list(directory)) {
            var stray = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.startsWith(".") && !known.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!stray.isEmpty()) {
                return new Result.Broken(stray.first(), "is not in " + ChainLog.FILE);
            }
        }
        return log.isTorn()
                ? new Result.Broken(ChainLog.FILE, "ends in the middle of a line")
                : new Result.Intact(entries.size(), head);
    }
}

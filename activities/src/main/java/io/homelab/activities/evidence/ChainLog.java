package io.homelab.activities.evidence;

import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** chain.log: a line for each envelope, in order; lines are only ever added. */
final class ChainLog {
    static final String FILE = "chain.log";

    private final Path file;

    ChainLog(Path directory) {
        this.file = directory.resolve(FILE);
    }

    /** A line: the envelope's file and digest, and the digest of what it is about. */
    record Entry(String name, String envelope, String subject) {
        String line() {
            return name + " " + envelope + " " + subject + "\n";
        }
    }

    /** A line that is none. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    /** All whole lines; what a power cut left of a last one is no line. */
    List<Entry> read() throws IOException, Broken {
        var entries = new ArrayList<Entry>();
        for (var line : wholeLines()) {
            var parts = line.split(" ", -1);
            if (parts.length != 3 || !parts[1].matches("[0-9a-f]{64}") || !parts[2].matches("[0-9a-f]{64}")) {
                throw new Broken("line " + (entries.size() + 1) + " is not NAME SHA256 SHA256");
            }
            entries.add(new Entry(parts[0], parts[1], parts[2]));
        }
        return entries;
    }

    /** Whether the last line is only begun. */
    boolean isTorn() throws IOException {
        var text = text();
        return !text.isEmpty() && !text.endsWith("\n");
    }

    void append(Entry entry) throws IOException {
        var fresh = !Files.exists(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(text().lastIndexOf('\n') + 1L);
            channel.position(channel.size());
            var line = ByteBuffer.wrap(entry.line().getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
        if (fresh) {
            AtomicFile.syncDirectory(file.resolveSibling("."));
        }
    }

    private List<String> wholeLines() throws IOException {
        var text = text();
        var end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : text.substring(0, end).lines().toList();
    }

    /** As Latin-1, so that a position in the text is one in the file whatever the bytes are. */
    private String text() throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }
}

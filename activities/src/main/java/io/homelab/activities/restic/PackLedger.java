package io.homelab.activities.restic;

import io.homelab.lab.state.AtomicFile;
import io.homelab.workflows.backup.audit.PackState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which packs of a repository were read, and when: a line each, the youngest line of a pack counts. What is in it was on disk
 * before anything else was read, so that a death costs the packs in flight and no other.
 */
final class PackLedger implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Below that many lines too many, it is not worth while to write it anew. */
    private static final int SPARE_LINES = 1000;

    private final Path file;
    private final FileChannel guard;
    private FileChannel channel;
    private final Map<String, PackState> packs = new LinkedHashMap<>();
    private long lines;

    /** Verified and seen of a pack; neither when the repository has it no longer. */
    private record Line(
            String pack,
            long bytes,
            @Nullable Instant seen,
            @Nullable Instant verified) {}

    /** Somebody else has it open. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** It holds what we have not written. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private PackLedger(Path file, FileChannel guard) throws IOException {
        this.file = file;
        this.guard = guard;
        channel = opened(file);
        AtomicFile.syncDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        read();
    }

    /**
     * Opens it, or begins it.
     *
     * @throws Busy when somebody else has it open
     * @throws Broken when it holds something else
     */
    static PackLedger open(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        // The ledger itself is replaced when it is compacted; the guard never is.
        var guard = FileChannel.open(
                file.resolveSibling("." + file.getFileName() + ".guard"),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        try {
            if (guard.tryLock() == null) {
                throw new Busy("another process audits by " + file, null);
            }
            return new PackLedger(file, guard);
        } catch (OverlappingFileLockException e) {
            guard.close();
            throw new Busy("somebody audits by " + file + " already", e);
        } catch (IOException | RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    /** All that the repository had when it was listed last. */
    Collection<PackState> packs() {
        return List.copyOf(packs.values());
    }

    /**
     * Takes over what a listing shows: a pack that was not there before is unread since now, one that is gone is forgotten.
     *
     * @param listed length in bytes by pack id
     */
    void listed(Map<String, Long> listed, Instant now) throws IOException {
        var added = new ArrayList<Line>();
        listed.forEach((id, bytes) -> {
            var known = packs.get(id);
            if (known == null) {
                added.add(new Line(id, bytes, now, null));
            } else if (known.bytes() != bytes) {
                // Another length under the same name is another file, whatever was read of it before.
                added.add(new Line(id, bytes, known.seen(), null));
            }
        });
        packs.values().stream()
                .filter(known -> !listed.containsKey(known.id()))
                .forEach(gone -> added.add(new Line(gone.id(), 0, null, null)));
        append(added);
        if (lines > 2L * packs.size() + SPARE_LINES) {
            compact();
        }
    }

    /** All of it was read, and hashed to its name. Returns when that is on disk. */
    synchronized void verified(String pack, Instant now) throws IOException {
        var known = packs.get(pack);
        if (known == null) {
            throw new IllegalArgumentException("no listing has shown " + pack);
        }
        append(List.of(new Line(pack, known.bytes(), known.seen(), now)));
    }

    private synchronized void append(List<Line> added) throws IOException {
        if (added.isEmpty()) {
            return;
        }
        var bytes = ByteBuffer.wrap(text(added));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
        added.forEach(this::fold);
    }

    private static byte[] text(List<Line> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(JSON.writeValueAsString(line)).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static FileChannel opened(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    private void fold(Line line) {
        lines++;
        if (line.seen() == null) {
            packs.remove(line.pack());
        } else {
            packs.put(line.pack(), new PackState(line.pack(), line.bytes(), line.seen(), line.verified()));
        }
    }

    /** What a power cut left of a last line is no line, and the next one takes its place. */
    private void read() throws IOException {
        var bytes = Files.readAllBytes(file);
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                fold(line(new String(bytes, begin, i - begin, StandardCharsets.UTF_8), begin));
                begin = i + 1;
            }
        }
        channel.truncate(begin);
        channel.position(begin);
    }

    private Line line(String text, int at) {
        try {
            return JSON.readValue(text, Line.class);
        } catch (JacksonException e) {
            throw new Broken(file + " holds something else at byte " + at, e);
        }
    }

    /** The old file is there until the new one is. */
    private synchronized void compact() throws IOException {
        AtomicFile.write(
                file, text(packs.values().stream().map(PackLedger::line).toList()), "rw-------");
        channel.close();
        channel = opened(file);
        channel.position(channel.size());
        lines = packs.size();
    }

    private static Line line(PackState pack) {
        return new Line(pack.id(), pack.bytes(), pack.seen(), pack.verified());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        guard.close();
    }
}

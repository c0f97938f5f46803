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
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** A file that only grows, a line of JSON for each record. What a death left of a last line is no line, and makes room for the next. */
public final class JsonLines<T> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Class<T> type;

    public JsonLines(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /** All of them, the oldest first. */
    public List<T> read() throws IOException {
        var records = new ArrayList<T>();
        if (Files.exists(file)) {
            var text = Files.readString(file);
            for (var line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                records.add(Objects.requireNonNull(JSON.readValue(line, type)));
            }
        }
        return records;
    }

    /** Puts one more on disk. */
    public void add(T added) throws IOException {
        var directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(directory);
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.position(endOfLastLine(channel)).truncate(channel.position());
            var bytes = ByteBuffer.wrap((JSON.writeValueAsString(added) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        AtomicFile.syncDirectory(directory);
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }
}

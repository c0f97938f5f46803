package io.homelab.simulator.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls in memory and, one JSON object a line, in a file; numbers go on after a restart. */
final class FileCallLog implements CallLog {
    private final JsonMapper json = JsonMapper.builder().build();
    private final WorldClock clock;
    private final Path file;
    private final List<Call> calls = new ArrayList<>();

    FileCallLog(Path file, WorldClock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        if (Files.exists(file)) {
            var whole = new ArrayList<String>();
            for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                try {
                    calls.add(json.readValue(line, Call.class));
                    whole.add(line);
                } catch (JacksonException cutShort) {
                    // The process was killed while it wrote this line: its call had not been answered.
                    break;
                }
            }
            Files.write(file, whole, StandardCharsets.UTF_8);
        }
    }

    @Override
    public synchronized Call record(Draft draft) {
        var number = calls.isEmpty() ? 1 : calls.getLast().number() + 1;
        var call = new Call(
                number,
                clock.now(),
                draft.system(),
                draft.operation(),
                draft.target(),
                draft.mutating(),
                draft.committed(),
                draft.client(),
                draft.status(),
                draft.details());
        calls.add(call);
        try {
            Files.writeString(
                    file, json.writeValueAsString(call) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot append to the record of calls", e);
        }
        return call;
    }

    @Override
    public synchronized List<Call> since(long after) {
        // Numbers are dense from 1, so a position is a number.
        var from = (int) Math.clamp(after, 0, calls.size());
        return List.copyOf(calls.subList(from, calls.size()));
    }

    @Override
    public synchronized long last() {
        return calls.isEmpty() ? 0 : calls.getLast().number();
    }
}

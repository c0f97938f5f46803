package io.homelab.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Files NAME.jsonl of a directory, a line of JSON for each record; they are read, and never locked or mended. */
record LineFiles<T>(Path directory, Class<T> type) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUFFIX = ".jsonl";

    static <T> LineFiles<T> in(Path directory, Class<T> type) {
        return new LineFiles<>(directory, type);
    }

    /** The records by name, in the order of names; what cannot be read is a problem and nothing more. */
    Map<String, List<T>> read(Set<String> names, List<String> problems) {
        var found = new LinkedHashMap<String, List<T>>();
        for (var file : files(problems)) {
            // Compared with what is there: no path is made of a name that somebody wrote into a report.
            var name = file.getFileName().toString();
            name = name.substring(0, name.length() - SUFFIX.length());
            if (names.contains(name)) {
                found.put(name, records(file, problems));
            }
        }
        return found;
    }

    private List<Path> files(List<String> problems) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add("cannot read " + directory + ": " + e.getMessage());
            return List.of();
        }
    }

    /** What a death left of a last line is no line. */
    private List<T> records(Path file, List<String> problems) {
        var records = new ArrayList<T>();
        try {
            var text = Files.readString(file);
            for (var line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                Optional.ofNullable(JSON.readValue(line, type)).ifPresent(records::add);
            }
        } catch (IOException | JacksonException e) {
            problems.add("cannot read " + file + " beyond line " + records.size() + ": " + first(e.getMessage()));
        }
        return records;
    }

    private static String first(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}

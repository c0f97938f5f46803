package io.homelab.simulator.talos.api;

import io.homelab.simulator.talos.config.MachineConfig;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** What a dry run shows: the two configurations side by side, whatever way each of them is written. */
final class Diff {
    private static final int CONTEXT = 3;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Diff() {}

    static String of(MachineConfig present, MachineConfig wanted) {
        var before = lines(present);
        var after = lines(wanted);
        if (before.equals(after)) {
            return "Config diff:\n\nNo changes.";
        }
        var start = 0;
        while (start < before.size()
                && start < after.size()
                && before.get(start).equals(after.get(start))) {
            start++;
        }
        var rest = 0;
        while (rest < Math.min(before.size(), after.size()) - start
                && before.get(before.size() - 1 - rest).equals(after.get(after.size() - 1 - rest))) {
            rest++;
        }
        var diff = new StringBuilder("Config diff:\n\n");
        before.subList(Math.max(0, start - CONTEXT), start).forEach(line -> add(diff, ' ', line));
        before.subList(start, before.size() - rest).forEach(line -> add(diff, '-', line));
        after.subList(start, after.size() - rest).forEach(line -> add(diff, '+', line));
        before.subList(before.size() - rest, Math.min(before.size(), before.size() - rest + CONTEXT))
                .forEach(line -> add(diff, ' ', line));
        return diff.toString();
    }

    private static void add(StringBuilder diff, char sign, String line) {
        diff.append(sign).append(line).append('\n');
    }

    private static List<String> lines(MachineConfig config) {
        var all = new ArrayList<String>();
        for (var document : config.text().split("(?m)^---\\s*$", -1)) {
            if (!document.isBlank()) {
                YAML.writeValueAsString(YAML.readValue(document, Object.class))
                        .lines()
                        .forEach(all::add);
            }
        }
        return all;
    }
}

package io.homelab.cli.settings;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.lab.schema.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

/** A file of such variables as the environment may have, for what a person would otherwise type every time. */
public record Profile(Path file, Map<String, String> values) {
    public static final String VARIABLE = "HOMELAB_PROFILE";
    private static final String USUAL = "default";
    private static final String WIDE = "HOMELAB_BACKUP_KEEP";

    /** Reads the profile that the environment names, else the one called default, which need not be there. */
    public static Profile of(Map<String, String> environment, Optional<Path> config) {
        var name = environment.getOrDefault(VARIABLE, "");
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new CommandFailure(
                    ExitCode.USAGE, VARIABLE + " is the name of a profile, not a path: letters, digits, . _ and -");
        }
        var file = config.orElse(Path.of("")).resolve((name.isEmpty() ? USUAL : name) + ".profile");
        if (name.isEmpty() && (config.isEmpty() || !Files.exists(file))) {
            return new Profile(file, Map.of());
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the profile " + file + " cannot be read: " + e + " — it has lines such as HOMELAB_OUTPUT=json"
                            + (name.isEmpty() ? "" : "; unset " + VARIABLE + " to go without"),
                    e);
        }
        var values = new HashMap<String, String>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        return new Profile(file, Map.copyOf(values));
    }

    /** Refuses a name that nothing reads: a misspelt one would be silently without effect. */
    void refuseUnknown(SortedSet<String> known) {
        var allowed = new TreeSet<>(known);
        // The worker reads this one too, from its own environment: here it would mean half of what it says.
        allowed.remove(WIDE);
        for (var name : new TreeSet<>(values.keySet())) {
            if (!allowed.contains(name)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "the profile " + file + " sets " + name + ", which no option is called"
                                + Suggestion.among(allowed, name)
                                        .map(meant -> ": did you mean " + meant + "?")
                                        .orElse(" — homelab COMMAND --explain-config shows the names"));
            }
        }
    }
}

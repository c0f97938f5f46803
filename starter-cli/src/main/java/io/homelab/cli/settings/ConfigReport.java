package io.homelab.cli.settings;

import io.homelab.cli.controlplane.TemporalSettings;
import io.homelab.lab.secrets.SecretRef;
import io.homelab.workflows.wire.TemporalProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Where each value of a command comes from, and each setting that every command has; secrets are never shown. */
public record ConfigReport(String command, List<Value> values) {
    private static final String HIDDEN = "(set, not shown)";
    private static final String DEFAULT = "default";

    /**
     * One value.
     *
     * @param value null when there is none
     * @param source such as {@code command line} or {@code environment HOMELAB_OUTPUT}
     * @param environment the variables that could set it, the one that wins first
     */
    public record Value(String name, @Nullable String value, String source, List<String> environment) {}

    /** The report of a parsed command line. */
    public static ConfigReport of(
            CommandLine.ParseResult parsed, Settings settings, Map<String, String> environment, Path labFile) {
        var values = new ArrayList<Value>();
        for (var option : parsed.commandSpec().options()) {
            if (!EnvironmentNames.asksForHelp(option)) {
                values.add(option(parsed, option, settings));
            }
        }
        values.add(new Value(
                "lab file",
                labFile.toString(),
                settings.of(EnvironmentNames.LAB).map(Settings.Found::source).orElse(DEFAULT),
                List.of(EnvironmentNames.LAB)));
        values.add(profile(settings, environment));
        temporal(values, environment);
        for (var secret : List.of("HOMELAB_PAYLOAD_KEYS", "TEMPORAL_API_KEY")) {
            var set = !environment.getOrDefault(secret, "").isEmpty();
            values.add(new Value(
                    secret.equals("TEMPORAL_API_KEY") ? "Temporal API key" : "payload keys",
                    set ? HIDDEN : null,
                    set ? "environment " + secret : DEFAULT,
                    List.of(secret)));
        }
        return new ConfigReport(parsed.commandSpec().qualifiedName(), List.copyOf(values));
    }

    private static Value option(CommandLine.ParseResult parsed, OptionSpec option, Settings settings) {
        var typed = parsed.matchedOption(option.longestName());
        var source = typed != null
                ? "command line"
                : settings.of(option).map(Settings.Found::source).orElse(DEFAULT);
        Object value = option.getValue();
        return new Value(
                option.longestName(), value == null ? null : shown(value), source, EnvironmentNames.of(option));
    }

    /** A command that prints a secret may hold another one: only its program is shown. */
    private static String shown(Object value) {
        return value instanceof SecretRef reference && reference.scheme() == SecretRef.Scheme.EXEC
                ? "exec:" + reference.target().replaceFirst("\\s.*", " …")
                : value.toString();
    }

    private static Value profile(Settings settings, Map<String, String> environment) {
        var named = !environment.getOrDefault(Profile.VARIABLE, "").isEmpty();
        var profile = settings.profile();
        return new Value(
                "profile",
                profile.file() + (profile.values().isEmpty() ? " (sets nothing)" : ""),
                named ? "environment " + Profile.VARIABLE : DEFAULT,
                List.of(Profile.VARIABLE));
    }

    private static void temporal(List<Value> values, Map<String, String> environment) {
        var elsewhere = TemporalSettings.of(environment);
        values.add(new Value(
                "Temporal server",
                elsewhere.map(TemporalProfile::address).orElse("this machine's own"),
                elsewhere.map(e -> e.source(TemporalProfile.ADDRESS)).orElse(DEFAULT),
                List.of(TemporalProfile.ADDRESS, "TEMPORAL_PROFILE", "TEMPORAL_CONFIG_FILE")));
        values.add(new Value(
                "Temporal namespace",
                elsewhere.map(TemporalProfile::namespace).orElse("the lab's own"),
                elsewhere.map(e -> e.source(TemporalProfile.NAMESPACE)).orElse(DEFAULT),
                List.of(TemporalProfile.NAMESPACE)));
    }

    /** What a person reads of a value. */
    public static String text(Value value) {
        return Objects.requireNonNullElse(value.value(), "-");
    }
}

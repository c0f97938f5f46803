package io.homelab.cli.settings;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options their values from the environment, else from the profile; picocli asks for them where no flag was given. */
public final class Settings implements CommandLine.IDefaultValueProvider {
    private final Map<String, String> environment;
    private final Profile profile;

    public Settings(Map<String, String> environment, Profile profile) {
        this.environment = Map.copyOf(environment);
        this.profile = profile;
    }

    /** A value and who gave it. */
    record Found(String variable, String value, String source) {}

    /** Refuses a profile that sets what no option of these commands is called. */
    public void check(CommandSpec root) {
        profile.refuseUnknown(EnvironmentNames.all(root));
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        // picocli would take ${…} for a variable of its own.
        return argument instanceof OptionSpec option
                ? of(option).map(found -> found.value().replace("${", "$${")).orElse(null)
                : null;
    }

    /** What the environment or the profile says of an option. */
    Optional<Found> of(OptionSpec option) {
        var names = EnvironmentNames.of(option);
        return names.stream()
                .flatMap(name -> inEnvironment(name).stream())
                .findFirst()
                .or(() ->
                        names.stream().flatMap(name -> inProfile(name).stream()).findFirst());
    }

    /** What the environment or the profile says of a variable. */
    Optional<Found> of(String variable) {
        return inEnvironment(variable).or(() -> inProfile(variable));
    }

    /** Who gave an option the value that a message complains about; empty when it was typed. */
    public Optional<String> source(@Nullable ArgSpec argument) {
        return argument instanceof OptionSpec option ? of(option).map(Found::source) : Optional.empty();
    }

    /** The variable's value, an empty one counting as none. */
    public Optional<String> value(String variable) {
        return of(variable).map(Found::value);
    }

    Profile profile() {
        return profile;
    }

    private Optional<Found> inEnvironment(String name) {
        return found(environment, name, "environment " + name);
    }

    private Optional<Found> inProfile(String name) {
        return found(profile.values(), name, "profile " + profile.file() + " " + name);
    }

    private static Optional<Found> found(Map<String, String> values, String name, String source) {
        var value = values.getOrDefault(name, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(new Found(name, value, source));
    }
}

package io.homelab.lab.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Turns references into secrets, inside activities only; failures name the reference, never the value. */
public final class SecretResolver {
    private final Map<String, String> environment;
    private final Path labDirectory;
    private final Supplier<SecretStore> store;
    private final SecretCommand command;

    /** The store is asked for only by age: references, since its own identity may be one of the others. */
    public SecretResolver(Map<String, String> environment, Path labDirectory, Supplier<SecretStore> store) {
        this(environment, labDirectory, store, new SecretCommand(SecretCommand.LIMIT));
    }

    SecretResolver(
            Map<String, String> environment, Path labDirectory, Supplier<SecretStore> store, SecretCommand command) {
        this.environment = Map.copyOf(environment);
        this.labDirectory = labDirectory;
        this.store = store;
        this.command = command;
    }

    /** The secret that a reference points to; throws SecretUnavailable when there is none. */
    public Secret resolve(SecretRef reference) {
        return switch (reference.scheme()) {
            case ENV -> fromEnvironment(reference);
            case FILE -> fromFile(reference);
            case AGE ->
                store.get()
                        .get(reference.target())
                        .orElseThrow(() -> new SecretUnavailable(
                                reference + ": no such secret; homelab secrets list shows those that there are"));
            case EXEC -> command.run(reference.target(), labDirectory);
        };
    }

    private Secret fromEnvironment(SecretRef reference) {
        var value = environment.get(reference.target());
        if (value == null || value.isEmpty()) {
            throw new SecretUnavailable(reference + ": the variable is not set");
        }
        return Secret.of(value);
    }

    private Secret fromFile(SecretRef reference) {
        try {
            return Secret.of(Files.readAllBytes(labDirectory.resolve(reference.target())));
        } catch (IOException e) {
            throw new SecretUnavailable(
                    reference + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}

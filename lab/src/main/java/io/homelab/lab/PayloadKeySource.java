package io.homelab.lab;

import io.homelab.lab.secrets.PayloadKeyring;
import io.homelab.lab.secrets.SecretUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a process finds the payload keys of its lab: the variable, else the secret store beside the lab file. */
public final class PayloadKeySource {
    private PayloadKeySource() {}

    /** The keys, or empty when none is configured; the lab file is opened only when there is one. */
    public static Optional<PayloadKeyring> of(Path labFile, Path identityFile, Map<String, String> environment) {
        var variable = environment.getOrDefault(PayloadKeyring.VARIABLE, "");
        var directory = labFile.toAbsolutePath().normalize().resolveSibling("");
        if (variable.isEmpty() && !stored(directory.resolve("secrets"))) {
            return Optional.empty();
        }
        try {
            var secrets = LabSecrets.open(directory, LabFile.load(labFile), identityFile, environment);
            return variable.isEmpty()
                    ? PayloadKeyring.stored(secrets.store())
                    : Optional.of(PayloadKeyring.named(variable, secrets.resolver()));
        } catch (InvalidLab e) {
            throw new SecretUnavailable(
                    "the payload keys cannot be read, as the lab file is invalid — homelab lab validate");
        }
    }

    private static boolean stored(Path store) {
        if (!Files.isDirectory(store)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(store, PayloadKeyring.PREFIX + "*.age")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + store, e);
        }
    }
}

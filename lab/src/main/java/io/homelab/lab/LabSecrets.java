package io.homelab.lab;

import io.homelab.lab.definition.Lab;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretResolver;
import io.homelab.lab.secrets.SecretStore;
import io.homelab.lab.secrets.SecretUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** A lab's secret store (the directory "secrets" beside the lab file) and what resolves its references. */
public record LabSecrets(SecretStore store, SecretResolver resolver) {
    /**
     * Opens them; nothing is read before it is asked for.
     *
     * @param labDirectory that of the lab file, not of a snapshot, which holds no secrets
     * @param identityFile the age identity, unless the lab file names another
     */
    public static LabSecrets open(Path labDirectory, Lab lab, Path identityFile, Map<String, String> environment) {
        Supplier<SecretStore> none = () -> {
            throw new IllegalStateException("the identity of the secret store cannot itself be in it");
        };
        var outside = new SecretResolver(environment, labDirectory, none);
        var stated = lab.secrets().identity();
        var store = SecretStore.open(
                labDirectory.resolve("secrets"),
                lab.secrets().recipients(),
                () -> stated == null ? usual(identityFile) : AgeIdentity.parse(outside.resolve(stated)));
        return new LabSecrets(store, new SecretResolver(environment, labDirectory, () -> store));
    }

    private static AgeIdentity usual(Path file) {
        try {
            return AgeIdentity.parse(Secret.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new SecretUnavailable(
                    "no age identity at " + file + " (" + e.getClass().getSimpleName()
                            + "): age-keygen -o FILE makes one, or name yours in lab.yaml secrets.identity");
        }
    }
}

package io.homelab.activities.labfile;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Lab;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretResolver;
import io.homelab.lab.secrets.SecretStore;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens the secret store beside the lab file, with this machine's identity. */
public final class SecretStores {
    private final LabProperties properties;
    private final Path identityFile;
    private final Map<String, String> environment;

    public SecretStores(LabProperties properties, Path identityFile, Map<String, String> environment) {
        this.properties = properties;
        this.identityFile = identityFile;
        this.environment = environment;
    }

    /** The store of a lab. */
    public LabSecrets of(Lab lab) {
        var directory = properties.labFile().toAbsolutePath().resolveSibling("secrets");
        var labDirectory = directory.resolveSibling(".").normalize();
        var store = SecretStore.open(directory, lab.secrets().recipients(), () -> identity(lab, labDirectory));
        return new LabSecrets(store, new SecretResolver(environment, labDirectory, () -> store));
    }

    private AgeIdentity identity(Lab lab, Path labDirectory) {
        var reference = lab.secrets().identity();
        if (reference != null) {
            return AgeIdentity.parse(new SecretResolver(environment, labDirectory, () -> {
                        throw new IllegalStateException("the identity cannot be in the store that it opens");
                    })
                    .resolve(reference));
        }
        try {
            return AgeIdentity.parse(Secret.of(Files.readAllBytes(identityFile)));
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.AUTH,
                    "no age identity at " + identityFile,
                    "secret store",
                    "age-keygen -o FILE makes one; or name it in lab.yaml secrets.identity",
                    e);
        }
    }
}

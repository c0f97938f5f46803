package io.homelab.lab;

import io.homelab.lab.definition.Lab;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.lab.secrets.SecretRef;
import io.homelab.lab.secrets.SecretResolver;
import io.homelab.lab.secrets.SecretStore;
import io.homelab.lab.state.StateLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** A lab's secret store (the directory "secrets" beside the lab file) and what resolves its references. */
public record LabSecrets(SecretStore store, SecretResolver resolver) {
    /** Opens them; the directory is that of the lab file, not of a snapshot, which holds no secrets. */
    public static LabSecrets open(Path labDirectory, Lab lab, Map<String, String> environment) {
        Supplier<SecretStore> none = () -> {
            throw new IllegalStateException("the identity of the secret store cannot itself be in it");
        };
        var outside = new SecretResolver(environment, labDirectory, none);
        var store = SecretStore.open(
                labDirectory.resolve("secrets"),
                lab.secrets().recipients(),
                () -> AgeIdentity.parse(outside.resolve(identity(lab, environment))));
        return new LabSecrets(store, new SecretResolver(environment, labDirectory, () -> store));
    }

    private static SecretRef identity(Lab lab, Map<String, String> environment) {
        var stated = lab.secrets().identity();
        return stated != null
                ? stated
                : new SecretRef(
                        SecretRef.Scheme.FILE,
                        StateLayout.of(environment, lab.simulated())
                                .identityFile()
                                .toString());
    }
}

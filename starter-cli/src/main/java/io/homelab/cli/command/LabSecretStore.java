package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.secrets.AgeIdentity;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretResolver;
import io.homelab.lab.secrets.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Opens the secret store beside the lab file with this person's identity. */
final class LabSecretStore {
    private LabSecretStore() {}

    static SecretStore open(Session session) {
        var labFile = session.currentLabFile();
        try {
            var lab = LabFile.load(labFile);
            var directory = labFile.resolveSibling("secrets");
            var identity = lab.secrets().identity();
            return SecretStore.open(
                    directory,
                    lab.secrets().recipients(),
                    () -> identity == null
                            ? identityFile(session)
                            : AgeIdentity.parse(new SecretResolver(
                                            session.environment(),
                                            labFile.resolveSibling(".").normalize(),
                                            () -> {
                                                throw new IllegalStateException(
                                                        "the identity cannot be in the store that it opens");
                                            })
                                    .resolve(identity)));
        } catch (InvalidLab e) {
            throw new CommandFailure(ExitCode.FAILED, "the lab file is invalid:\n" + e.getMessage(), e);
        }
    }

    private static AgeIdentity identityFile(Session session) {
        var file = session.controlPlane().places().config().resolve("identity.txt");
        try {
            return AgeIdentity.parse(Secret.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("no age identity at " + file, e);
        }
    }
}

package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.LabSecrets;
import io.homelab.lab.secrets.SecretStore;

/** Opens the secret store beside the lab file with this person's identity. */
final class LabSecretStore {
    private LabSecretStore() {}

    static SecretStore open(Session session) {
        var labFile = session.currentLabFile().toAbsolutePath().normalize();
        try {
            return LabSecrets.open(
                            labFile.resolveSibling(""),
                            LabFile.load(labFile),
                            session.controlPlane().places().config().resolve("identity.txt"),
                            session.environment())
                    .store();
        } catch (InvalidLab e) {
            throw new CommandFailure(ExitCode.FAILED, "the lab file is invalid:\n" + e.getMessage(), e);
        }
    }
}

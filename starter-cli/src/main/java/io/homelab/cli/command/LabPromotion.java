package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.definition.Promotion;
import java.util.Optional;

/** The promotion of the lab file, for commands that take their cluster from it. */
final class LabPromotion {
    private LabPromotion() {}

    /** Empty when the lab file has none. */
    static Optional<Promotion> of(Session session) {
        try {
            return Optional.ofNullable(
                    LabFile.open(session.currentLabFile()).lab().promotion());
        } catch (InvalidLab e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage() + " — homelab lab validate", e);
        }
    }
}

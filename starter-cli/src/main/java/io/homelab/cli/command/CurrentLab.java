package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.definition.Lab;

/** The lab file as it is now, for commands that take something from it. */
final class CurrentLab {
    private CurrentLab() {}

    /** A CommandFailure says what is wrong with it, when it is invalid. */
    static Lab read(Session session) {
        try {
            return LabFile.open(session.currentLabFile()).lab();
        } catch (InvalidLab e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage() + " — homelab lab validate", e);
        }
    }
}

package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import org.jspecify.annotations.Nullable;

/** What a command tells the worker about the lab file that it sees. */
final class Digests {
    private Digests() {}

    /** The digest of the lab file here, so that a worker with another one refuses; none when the worker may be elsewhere. */
    static @Nullable String ofLab(Session session) {
        if (session.elsewhere().isPresent()) {
            return null; // the worker may be on another machine, with its own file
        }
        try {
            return LabFile.open(session.currentLabFile()).digest();
        } catch (InvalidLab e) {
            throw new CommandFailure(ExitCode.FAILED, "the lab file is invalid:\n" + e.getMessage(), e);
        }
    }
}

package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.lab.definition.Backups;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What a command may be asked about: a run that begins with a name that nobody knows could only wait for somebody to end it. */
final class BackupNames {
    private BackupNames() {}

    /**
     * A CommandFailure names the first that is not there, and what is. Where the worker may have another lab file it is the
     * worker's to say.
     *
     * @param kind what they are, such as {@code backup set}
     */
    static void check(Session session, List<String> asked, String kind, Function<Backups, Collection<String>> names) {
        if (session.elsewhere().isPresent()) {
            return;
        }
        var backups = CurrentLab.read(session).backups();
        if (backups == null) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the lab file has no backups; lab.example.yaml shows what backups: looks like");
        }
        var there = names.apply(backups);
        for (var name : asked) {
            if (!there.contains(name)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "the lab file has no " + kind + " " + name + "; "
                                + (there.isEmpty()
                                        ? "lab.example.yaml shows what backups: looks like"
                                        : "it has: " + String.join(", ", there)));
            }
        }
    }
}

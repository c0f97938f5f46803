package io.homelab.cli.command;

import picocli.CommandLine.Command;

/** The backups of the lab; those of the control plane itself are under {@code server}. */
@Command(
        name = "backup",
        description = "The lab's backups, and the proof that they can be restored.",
        subcommands = {
            BackupInstallCommand.class,
            BackupRunCommand.class,
            BackupVerifyCommand.class,
            BackupStatusCommand.class,
            BackupReportCommand.class,
            BackupRestoreCommand.class,
            BackupUnlockCommand.class
        })
public final class BackupCommand {
    public BackupCommand() {}
}

package io.homelab.cli.command;

import picocli.CommandLine.Command;

/** Pushes on their way to the cluster that follows the branch. */
@Command(
        name = "deploy",
        description = "Pushes on their way to the cluster that follows the branch by itself, such as dev.",
        subcommands = DeployStartCommand.class)
public final class DeployCommand {
    public DeployCommand() {}
}

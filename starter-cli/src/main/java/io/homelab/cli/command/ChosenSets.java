package io.homelab.cli.command;

import java.util.List;
import picocli.CommandLine.Option;

/** Which backup sets a command is about. */
final class ChosenSets {
    @Option(
            names = "--set",
            paramLabel = "SET",
            split = ",",
            description = "Only these backup sets; default: all of the lab file.")
    private List<String> only = List.of();

    /** Empty for all. */
    List<String> names() {
        return only;
    }
}

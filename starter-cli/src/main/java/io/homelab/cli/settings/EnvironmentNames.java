package io.homelab.cli.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment name of each option: the command's words and the option's, such as HOMELAB_CLUSTER_BOOTSTRAP_TIMEOUT. The
 * command is part of it, so that a variable cannot say yes for a command that nobody thought of.
 */
public final class EnvironmentNames {
    public static final String LAB = "HOMELAB_LAB";

    /** Names that reach further than one command; the longer name wins over them. */
    private static final Map<String, String> SHARED = Map.of(
            "homelab server backup --keep", "HOMELAB_BACKUP_KEEP",
            "--output", "HOMELAB_OUTPUT");

    private EnvironmentNames() {}

    /** The names of an option, the one that wins first; none for those that ask for help instead of work. */
    public static List<String> of(OptionSpec option) {
        if (asksForHelp(option)) {
            return List.of();
        }
        var command = option.command().qualifiedName();
        var own = (command + "_" + option.longestName().replaceFirst("^-+(\\[no-])?", ""))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]", "_");
        var shared = SHARED.getOrDefault(command + " " + option.longestName(), SHARED.get(option.longestName()));
        return shared == null ? List.of(own) : List.of(own, shared);
    }

    /** Whether it prints something instead of running the command. */
    public static boolean asksForHelp(OptionSpec option) {
        return option.usageHelp() || option.versionHelp() || option.help();
    }

    /** Every name that some option below this command has, and that of the lab file. */
    static SortedSet<String> all(CommandSpec root) {
        var all = new TreeSet<String>();
        all.add(LAB);
        collect(root, all);
        return all;
    }

    private static void collect(CommandSpec command, SortedSet<String> into) {
        command.options().forEach(option -> into.addAll(of(option)));
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), into));
    }
}

package io.homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.Typed.Said;
import io.homelab.cli.settings.EnvironmentNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What holds for every command and every option, whichever are added. */
class EveryCommandTest {
    /** The launcher and the command line tell their processes things by these. */
    private static final Set<String> OF_PROCESSES = Set.of(
            "HOMELAB_HOME",
            "HOMELAB_CONFIG",
            "HOMELAB_STATE",
            "HOMELAB_CACHE",
            "HOMELAB_DATABASE",
            "HOMELAB_BACKUPS",
            "HOMELAB_SIMULATED",
            "HOMELAB_OWN_TEMPORAL",
            "HOMELAB_REPLAY_REPORT",
            "HOMELAB_REPLAY_ONLY",
            "HOMELAB_START_WORKERS",
            "HOMELAB_TEMPORAL",
            "HOMELAB_LAB",
            "HOMELAB_PROFILE",
            "HOMELAB_PAYLOAD_KEYS",
            "HOMELAB_BACKUP_AT");

    /** One name for all commands that have the option, or for a command and the worker. */
    private static final Set<String> SHARED = Set.of("HOMELAB_OUTPUT", "HOMELAB_BACKUP_KEEP");

    @TempDir
    static Path home;

    static List<CommandSpec> commands() {
        var all = new ArrayList<CommandSpec>();
        collect(Homelab.commandLine(new Typed(home).session()).getCommandSpec(), all);
        return all;
    }

    private static void collect(CommandSpec command, List<CommandSpec> into) {
        into.add(command);
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), into));
    }

    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream()
                .filter(o -> !EnvironmentNames.asksForHelp(o))
                .toList();
    }

    @Test
    void everyOptionHasAnEnvironmentNameOfItsOwn() {
        var owners = new HashMap<String, String>();
        for (var command : commands()) {
            for (var option : options(command)) {
                var names = EnvironmentNames.of(option);
                assertThat(names).as(command.qualifiedName() + " " + option).isNotEmpty();
                for (var name : names) {
                    assertThat(name).matches("HOMELAB_[A-Z0-9_]+");
                    assertThat(OF_PROCESSES).doesNotContain(name);
                    var before = owners.put(name, command.qualifiedName() + " " + option.longestName());
                    assertThat(before == null || SHARED.contains(name))
                            .as(name + " of " + before + " and " + command.qualifiedName())
                            .isTrue();
                }
            }
        }
        assertThat(owners).hasSizeGreaterThan(40).containsKey("HOMELAB_CLUSTER_BOOTSTRAP_TIMEOUT");
    }

    @Test
    void everyVariableIsInTheReference() throws IOException {
        var reference = Files.readString(Path.of("..", "docs", "reference", "options.md"));
        var missing = new ArrayList<String>();
        for (var command : commands()) {
            for (var option : options(command)) {
                if (option.longestName().equals("--output")) {
                    continue; // the page has one sentence for all of them
                }
                var row = "| `" + command.qualifiedName().replaceFirst("homelab ", "") + "` | `" + option.longestName()
                        + "` | `" + String.join("`, `", EnvironmentNames.of(option)) + "` |";
                if (!reference.contains(row)) {
                    missing.add(row);
                }
            }
        }
        assertThat(missing).as(String.join("\n", missing)).isEmpty();
    }

    @Test
    void everyCommandOptionAndParameterIsDescribed() {
        for (var command : commands()) {
            assertThat(command.usageMessage().description())
                    .as(command.qualifiedName())
                    .isNotEmpty();
            for (var argument : command.args()) {
                assertThat(argument.description())
                        .as(command.qualifiedName() + " " + argument)
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).isNotBlank());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> anUnknownOptionIsNamedAndAnsweredWithHelp() {
        return commands().stream()
                .filter(command -> !command.helpCommand())
                .map(command -> DynamicTest.dynamicTest(command.qualifiedName(), () -> {
                    var said = new Typed(home).run(line(command, filled(command, "--no-such-option")));
                    assertMisunderstood(said, command, "--no-such-option");
                }));
    }

    @TestFactory
    Stream<DynamicTest> aMissingParameterIsNamed() {
        return commands().stream()
                .filter(c -> c.subcommands().isEmpty())
                .filter(c -> c.requiredArgs().stream().anyMatch(a -> a.isPositional() || a.required()))
                .map(command -> DynamicTest.dynamicTest(command.qualifiedName(), () -> {
                    var said = new Typed(home).run(line(command));
                    var first = command.requiredArgs().getFirst();
                    assertMisunderstood(
                            said, command, first instanceof OptionSpec o ? o.longestName() : first.paramLabel());
                }));
    }

    @TestFactory
    Stream<DynamicTest> aGroupSaysWhatItTakes() {
        return commands().stream()
                .filter(c -> !c.subcommands().isEmpty())
                .map(command -> DynamicTest.dynamicTest(command.qualifiedName(), () -> {
                    var bare = new Typed(home).run(line(command));
                    assertMisunderstood(bare, command, "subcommand");
                    var some = command.subcommands().keySet().iterator().next();
                    var wrong = new Typed(home).run(line(command, some + "x"));
                    assertMisunderstood(wrong, command, some + "x");
                    assertThat(wrong.err()).contains("Did you mean", some);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aValueOfTheWrongKindIsNamedWhereverItComesFrom() {
        return commands().stream().flatMap(command -> options(command).stream()
                .filter(o -> o.type().isEnum() || o.type().isPrimitive() || o.type() == Integer.class)
                .map(option -> DynamicTest.dynamicTest(
                        command.qualifiedName() + " " + option.longestName(), () -> wrong(command, option))));
    }

    private static void wrong(CommandSpec command, OptionSpec option) {
        var typed = new Typed(home).run(line(command, option.longestName() + "=wrong"));
        assertMisunderstood(typed, command, option.longestName());
        var name = EnvironmentNames.of(option).getFirst();
        var set = new Typed(home).with(name, "wrong").run(line(command));
        assertMisunderstood(set, command, option.longestName());
        assertThat(set.err()).contains("(from environment " + name + ")");
    }

    private static void assertMisunderstood(Said said, CommandSpec command, String named) {
        assertThat(said.code()).as(said.toString()).isEqualTo(64);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("✖ ", named, "see: " + command.qualifiedName() + " --help");
    }

    /** What a command needs at least, and then some. */
    private static String[] filled(CommandSpec command, String more) {
        var words = new ArrayList<String>();
        for (var argument : command.requiredArgs()) {
            words.add(argument instanceof OptionSpec option ? option.longestName() + "=1" : "1");
        }
        words.add(more);
        return words.toArray(String[]::new);
    }

    private static String[] line(CommandSpec command, String... more) {
        var words = new ArrayList<>(Arrays.asList(command.qualifiedName().split(" ", -1)));
        words.removeFirst();
        words.addAll(Arrays.asList(more));
        return words.toArray(String[]::new);
    }
}

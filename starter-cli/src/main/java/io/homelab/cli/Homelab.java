package io.homelab.cli;

import io.homelab.cli.command.BackupCommand;
import io.homelab.cli.command.ClusterCommand;
import io.homelab.cli.command.CompletionCommand;
import io.homelab.cli.command.DeployCommand;
import io.homelab.cli.command.DoctorCommand;
import io.homelab.cli.command.EvidenceCommand;
import io.homelab.cli.command.ExplainConfig;
import io.homelab.cli.command.InboxCommand;
import io.homelab.cli.command.InitCommand;
import io.homelab.cli.command.LabCommand;
import io.homelab.cli.command.OrphansCommand;
import io.homelab.cli.command.PromoteCommand;
import io.homelab.cli.command.RehearseCommand;
import io.homelab.cli.command.RunCommand;
import io.homelab.cli.command.ScheduleCommand;
import io.homelab.cli.command.SecretsCommand;
import io.homelab.cli.command.ServerCommand;
import io.homelab.cli.command.SimCommand;
import io.homelab.cli.command.StatusCommand;
import io.homelab.cli.command.SupportCommand;
import io.homelab.cli.command.VersionCommand;
import io.homelab.cli.command.VmCommand;
import io.homelab.cli.output.Console;
import io.homelab.lab.Version;
import io.homelab.lab.secrets.SecretUnavailable;
import io.temporal.client.WorkflowNotFoundException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The homelab command. */
@Command(
        name = "homelab",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Homelab.BuiltVersion.class,
        description = "A durable control plane for a homelab. Try it without any hardware: homelab rehearse",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            DoctorCommand.class,
            RehearseCommand.class,
            ServerCommand.class,
            ClusterCommand.class,
            VmCommand.class,
            OrphansCommand.class,
            RunCommand.class,
            DeployCommand.class,
            PromoteCommand.class,
            BackupCommand.class,
            ScheduleCommand.class,
            StatusCommand.class,
            InboxCommand.class,
            LabCommand.class,
            SecretsCommand.class,
            EvidenceCommand.class,
            SimCommand.class,
            VersionCommand.class,
            SupportCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Homelab {
    /** What gRPC has to say of a name that cannot be resolved is thirty stack traces; the command says it in a line. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    @Option(
            names = ExplainConfig.OPTION,
            help = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = {
                "Say where each value of the command comes from (command line, environment, profile, default) and",
                "how its environment variable is called, instead of running it."
            })
    @SuppressWarnings("UnusedVariable") // the parse result is asked, at whichever command it was typed
    private boolean explainConfig;

    private Homelab() {}

    /** The version that the build wrote down. */
    static final class BuiltVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"homelab " + Version.ours()};
        }
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        GRPC.setLevel(Level.OFF);
        var console = new Console(
                System.out,
                System.err,
                System.console() != null && System.console().isTerminal(),
                System.getenv());
        System.exit(run(new Session(System.getenv(), console), args));
    }

    /** Runs one command line and gives its exit code. */
    public static int run(Session session, String... args) {
        try {
            var line = commandLine(session);
            session.settings().check(line.getCommandSpec());
            return line.execute(args);
        } catch (CommandFailure e) {
            return said(session.console(), e);
        }
    }

    /** The whole command line; values that nobody types come from the session's settings. */
    public static CommandLine commandLine(Session session) {
        var console = session.console();
        var line = new CommandLine(new Homelab(), new SessionFactory(session));
        line.setOut(console.resultWriter());
        line.setErr(console.talkWriter());
        line.setDefaultValueProvider(session.settings());
        line.setExecutionStrategy(parsed -> ExplainConfig.isWanted(parsed)
                ? ExplainConfig.print(session, parsed)
                : new CommandLine.RunLast().execute(parsed));
        line.setExecutionExceptionHandler((e, command, parsed) -> said(console, failure(e)));
        line.setParameterExceptionHandler((e, arguments) -> misunderstood(session, e));
        line.setExitCodeExceptionMapper(e -> ExitCode.FAILED.code());
        return line;
    }

    private static int said(Console console, CommandFailure failure) {
        console.say(console.ink(Console.Ink.RED, "✖ ") + failure.getMessage());
        return failure.code().code();
    }

    private static int misunderstood(Session session, CommandLine.ParameterException e) {
        var console = session.console();
        var source = session.settings().source(e.getArgSpec()).filter(s -> !isTyped(e));
        console.say(console.ink(Console.Ink.RED, "✖ ")
                + e.getMessage()
                + source.map(s -> " (from " + s + ")").orElse(""));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, console.talkWriter());
        console.say("see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.code();
    }

    /** Whether the option that could not be read was on the command line. */
    private static boolean isTyped(CommandLine.ParameterException e) {
        return e.getArgSpec() instanceof OptionSpec option
                && e.getCommandLine().getParseResult() != null
                && e.getCommandLine().getParseResult().hasMatchedOption(option);
    }

    private static CommandFailure failure(Exception e) {
        return switch (e) {
            case CommandFailure known -> known;
            case SecretUnavailable secret ->
                new CommandFailure(
                        ExitCode.FAILED,
                        "a secret cannot be read: " + secret.getMessage() + " — homelab secrets list",
                        secret);
            case WorkflowNotFoundException missing ->
                new CommandFailure(
                        ExitCode.FAILED,
                        "there is no run " + missing.getExecution().getWorkflowId() + " — homelab run list",
                        missing);
            default ->
                new CommandFailure(
                        ExitCode.FAILED,
                        "this is a bug of homelab: " + e + " at "
                                + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?")
                                + " — please report it",
                        e);
        };
    }
}

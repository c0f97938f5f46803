package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Table;
import io.homelab.cli.settings.ConfigReport;
import picocli.CommandLine.ParseResult;

/** Says where each value of a command comes from, instead of running it. */
public final class ExplainConfig {
    public static final String OPTION = "--explain-config";

    private ExplainConfig() {}

    /** Whether some command of the line is asked to explain itself. */
    public static boolean isWanted(ParseResult parsed) {
        return parsed.hasMatchedOption(OPTION) || parsed.hasSubcommand() && isWanted(parsed.subcommand());
    }

    /** Prints it. */
    public static int print(Session session, ParseResult parsed) {
        if (parsed.hasSubcommand()) {
            return print(session, parsed.subcommand());
        }
        var report = ConfigReport.of(parsed, session.settings(), session.environment(), session.labFile());
        var output = new OutputFormat();
        var option = parsed.commandSpec().findOption("--output");
        if (option != null && option.getValue() instanceof OutputFormat.Format format) {
            output.format = format;
        }
        if (!output.print(session, "homelab/config/v1", report)) {
            var table = new Table("WHAT", "VALUE", "FROM", "ENVIRONMENT");
            report.values()
                    .forEach(v ->
                            table.row(v.name(), ConfigReport.text(v), v.source(), String.join(", ", v.environment())));
            table.lines().forEach(session.console()::result);
        }
        return ExitCode.DONE.code();
    }
}

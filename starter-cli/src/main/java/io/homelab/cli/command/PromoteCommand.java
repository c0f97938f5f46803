package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Inspection;
import io.homelab.cli.output.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

/** Releases on their way from one cluster to the next. */
@Command(
        name = "promote",
        description =
                "Releases on their way from one cluster to the next: their gate, their approval, and the switch of them all.",
        subcommands = {
            PromoteStartCommand.class,
            PromoteStatusCommand.class,
            PromoteAnswerCommands.Approve.class,
            PromoteAnswerCommands.Reject.class,
            PromoteSwitchCommands.Halt.class,
            PromoteSwitchCommands.Resume.class
        })
public final class PromoteCommand {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Session session;

    public PromoteCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "check",
            description = {
                "Ask every check of the lab file's promotion.gate once, and say what it sees. Needs no control plane.",
                "Exits 2 when a check does not hold or has no usable answer."
            })
    int check(@Mixin OutputFormat output) {
        var places = session.controlPlane().places();
        var answer = new Inspection(session.installation()).ask("gate", Inspection.where(places));
        var lines = answer.valueStream()
                .map(line -> JSON.treeToValue(line, Line.class))
                .toList();
        if (!output.print(session, "homelab/gate-look/v1", lines)) {
            print(lines);
        }
        return lines.stream().allMatch(line -> line.state() == State.HOLDS)
                ? ExitCode.DONE.code()
                : ExitCode.FINDINGS.code();
    }

    private void print(List<Line> lines) {
        var table = new Table("CHECK", "STATE", "VALUE", "WANTED", "WHY");
        for (var line : lines) {
            table.row(
                    line.check(),
                    line.state().name().toLowerCase(Locale.ROOT),
                    line.value() == null ? "-" : line.value().toString(),
                    line.wanted(),
                    line.why() == null ? "" : line.why());
        }
        table.lines().forEach(session.console()::result);
    }

    private enum State {
        HOLDS,
        BREACHED,
        UNKNOWN
    }

    /** One check, as the worker's code says it. */
    private record Line(
            String check,
            State state,
            @Nullable Double value,
            @Nullable Double baseline,
            String wanted,
            @Nullable String why,
            String query) {}
}

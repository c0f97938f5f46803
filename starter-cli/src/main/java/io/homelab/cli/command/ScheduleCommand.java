package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Table;
import io.homelab.cli.schedule.ProofWatches;
import io.homelab.cli.schedule.ScheduleView;
import io.homelab.cli.schedule.Schedules;
import io.homelab.cli.schedule.WantedSchedules;
import io.homelab.workflows.schedule.ScheduledRun;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is started at the times that the lab file says. */
@Command(
        name = "schedule",
        description = "What is started at the times that the lab file says, without anybody asking.",
        synopsisSubcommandLabel = "COMMAND")
public final class ScheduleCommand {
    private final Session session;

    public ScheduleCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "apply",
            description = {
                "Make the Temporal server's schedules those of the lab file; a second time changes nothing.",
                "Where the lab file promises proofs of backups, their watch is started, or reads the lab file again.",
                "One that is paused stays paused; schedules that are not homelab's are left alone."
            })
    int apply(@Mixin OutputFormat output) {
        var lab = CurrentLab.read(session);
        var done = session.connected(connection -> {
            if (ProofWatches.isWanted(lab)) {
                new ProofWatches(connection.client()).wake();
            }
            return new Schedules(connection.schedules()).apply(WantedSchedules.of(lab));
        });
        if (!output.print(session, "homelab/schedules-applied/v1", done)) {
            done.forEach(each -> session.console()
                    .result(each.id() + " " + each.what().name().toLowerCase(Locale.ROOT)));
            if (done.isEmpty()) {
                session.console().result("the lab file has no schedule, and neither has the server");
            }
        }
        return ExitCode.DONE.code();
    }

    @Command(
            name = "list",
            description = {
                "The schedules, when each starts something next, and whether they are those of the lab file.",
                "Exits 2 when they are not: homelab schedule apply."
            })
    int list(@Mixin OutputFormat output) {
        var wanted = wanted();
        var there = session.connected(connection -> new Schedules(connection.schedules()).list());
        var absent = wanted.stream()
                .filter(run -> there.stream().noneMatch(view -> view.run().equals(run)))
                .toList();
        if (!output.print(session, "homelab/schedules/v1", there)) {
            print(there, absent);
        }
        return absent.isEmpty() && there.size() == wanted.size() ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
    }

    @Command(name = "pause", description = "Start nothing more by a schedule; what is on its way goes on.")
    int pause(
            @Parameters(paramLabel = "SCHEDULE", description = "As homelab schedule list calls it.") String id,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "TEXT",
                            description = "Why; homelab schedule list shows it.")
                    String reason) {
        var now = session.connected(connection -> new Schedules(connection.schedules()).pause(id, reason));
        session.console().result(now.id() + " is paused: " + now.note());
        return ExitCode.DONE.code();
    }

    @Command(name = "resume", description = "Start again by a schedule that was paused.")
    int resume(@Parameters(paramLabel = "SCHEDULE", description = "As homelab schedule list calls it.") String id) {
        var by = "resumed by " + System.getProperty("user.name");
        var now = session.connected(connection -> new Schedules(connection.schedules()).resume(id, by));
        session.console().result(now.id() + " starts next at " + now.next());
        return ExitCode.DONE.code();
    }

    @Command(name = "trigger", description = "Start now what a schedule starts, paused or not.")
    int trigger(@Parameters(paramLabel = "SCHEDULE", description = "As homelab schedule list calls it.") String id) {
        session.connected(connection -> {
            new Schedules(connection.schedules()).trigger(id);
            return true;
        });
        session.console().result("triggered; homelab run watch " + id);
        return ExitCode.DONE.code();
    }

    private List<ScheduledRun> wanted() {
        return WantedSchedules.of(CurrentLab.read(session));
    }

    private void print(List<ScheduleView> there, List<ScheduledRun> absent) {
        var table = new Table("SCHEDULE", "STARTS", "WHEN", "NEXT", "LAST", "");
        for (var view : there) {
            table.row(
                    view.id(),
                    view.run().type(),
                    view.run().cron() + " " + view.run().zone(),
                    view.next() == null ? "-" : view.next().toString(),
                    view.last() == null ? "never" : view.last().toString(),
                    view.paused() ? "paused: " + view.note() : "");
        }
        if (!there.isEmpty()) {
            table.lines().forEach(session.console()::result);
        }
        absent.forEach(run -> session.console()
                .result("the lab file wants " + run.id() + " at " + run.cron() + " " + run.zone()
                        + ", the server does not have it so — homelab schedule apply"));
        if (there.isEmpty() && absent.isEmpty()) {
            session.console().result("nothing is scheduled");
        }
    }
}

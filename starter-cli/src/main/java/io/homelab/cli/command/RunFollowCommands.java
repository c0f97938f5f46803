package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.progress.StepView;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Following a run to its end, with its steps or without. */
public final class RunFollowCommands {
    private RunFollowCommands() {}

    /** A step of a run, where it is one line among others. */
    record RunStep(String run, StepView step) {}

    /** What is followed, and for how long. */
    static final class Followed {
        @Parameters(paramLabel = "ID", description = "The run, as homelab run list calls it.")
        private String id = "";

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "0",
                description = "Stop after so many seconds; the run goes on. 0: never (default: ${DEFAULT-VALUE}).")
        private long timeout;

        @Mixin
        private OutputFormat output = new OutputFormat();

        private Duration limit() {
            return Duration.ofSeconds(timeout);
        }

        /** The steps as they change are lines of their own; the end is the run as a whole. */
        private int end(Session session, Connection connection) {
            var run = connection.client().newWorkflowStub(AttendedRun.class, id);
            if (output.streams() || !output.print(session, "homelab/run/v1", run.progress())) {
                session.console().say(id + " is done");
            }
            return ExitCode.DONE.code();
        }
    }

    /** With its steps. */
    @Command(
            name = "watch",
            description = {
                "Follow a run until it ends or needs a person.",
                "With -o jsonl each step that changes is a line; -o json prints the run at its end."
            })
    public static final class Watch implements Callable<Integer> {
        private final Session session;

        @Mixin
        private Followed followed = new Followed();

        public Watch(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return session.connected(connection -> {
                var runs = new Runs(session, connection);
                if (followed.output.streams()) {
                    runs.follow(
                            followed.id,
                            Object.class,
                            followed.limit(),
                            step -> followed.output.print(
                                    session, "homelab/run-step/v1", new RunStep(followed.id, step)));
                } else {
                    runs.follow(followed.id, Object.class, followed.limit());
                }
                return followed.end(session, connection);
            });
        }
    }

    /** Without them. */
    @Command(
            name = "wait",
            description = {
                "Wait for the end of a run without showing its steps. Exits like the run: 0 done, 1 failed,",
                "3 it needs a person, 5 the time is up."
            })
    public static final class Await implements Callable<Integer> {
        private final Session session;

        @Mixin
        private Followed followed = new Followed();

        public Await(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return session.connected(connection -> {
                new Runs(session, connection).follow(followed.id, Object.class, followed.limit(), step -> {});
                return followed.end(session, connection);
            });
        }
    }
}

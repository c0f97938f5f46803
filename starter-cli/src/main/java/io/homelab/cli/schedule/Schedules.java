package io.homelab.cli.schedule;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.schedule.ScheduledRun;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleListActionStartWorkflow;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Our schedules on the Temporal server; those of others are left alone. */
public final class Schedules {
    private static final String TYPE = "ScheduledStart";
    /** A machine that comes back within this time makes up for what it missed; later, it is for the next time. */
    private static final Duration CATCH_UP = Duration.ofHours(1);

    private final ScheduleClient client;

    public Schedules(ScheduleClient client) {
        this.client = client;
    }

    /** What was done about a schedule. */
    public record Done(String id, What what) {}

    /** What can be done about one. */
    public enum What {
        CREATED,
        CHANGED,
        UNCHANGED,
        REMOVED
    }

    /** Makes the server's schedules those that are wanted; a paused one stays paused. A second time changes nothing. */
    public List<Done> apply(List<ScheduledRun> wanted) {
        var done = new ArrayList<Done>();
        for (var run : wanted) {
            done.add(new Done(run.id(), ensure(run)));
        }
        for (var view : list()) {
            if (wanted.stream().noneMatch(run -> run.id().equals(view.id()))) {
                client.getHandle(view.id()).delete();
                done.add(new Done(view.id(), What.REMOVED));
            }
        }
        return List.copyOf(done);
    }

    /** All of ours, by id. */
    public List<ScheduleView> list() {
        return client.listSchedules()
                .filter(listed -> listed.getSchedule().getAction() instanceof ScheduleListActionStartWorkflow start
                        && start.getWorkflow().equals(TYPE))
                .flatMap(listed -> find(listed.getScheduleId()).stream())
                .map(Schedules::view)
                .sorted(Comparator.comparing(ScheduleView::id))
                .toList();
    }

    /** It starts nothing until {@link #resume}; what is on its way goes on. */
    public ScheduleView pause(String id, String reason) {
        ours(id).pause(reason);
        return view(described(id));
    }

    /** It starts again at its times. */
    public ScheduleView resume(String id, String reason) {
        ours(id).unpause(reason);
        return view(described(id));
    }

    /** Starts now what it starts, paused or not. */
    public void trigger(String id) {
        ours(id).trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL);
    }

    private What ensure(ScheduledRun run) {
        var there = find(run.id());
        if (there.isEmpty()) {
            checked(
                    run,
                    () -> client.createSchedule(
                            run.id(),
                            schedule(run, ScheduleState.newBuilder().build()),
                            ScheduleOptions.newBuilder().build()));
            return What.CREATED;
        }
        if (!isOurs(there.get())) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "there is a schedule " + run.id() + " which starts something else — delete it in the Web UI");
        }
        if (run(there.get()).equals(run)) {
            return What.UNCHANGED;
        }
        checked(run, () -> client.getHandle(run.id())
                .update(now -> new ScheduleUpdate(schedule(run, state(now.getDescription())))));
        return What.CHANGED;
    }

    /** Overlap is about starting, which takes seconds; the run's own id is what keeps two runs apart. */
    private static Schedule schedule(ScheduledRun run, ScheduleState state) {
        return Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(TYPE)
                        .setArguments(run)
                        .setOptions(WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HOME)
                                .setWorkflowId(WorkflowIds.scheduled(run.id()))
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setCronExpressions(List.of(run.cron()))
                        .setTimeZoneName(run.zone())
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(CATCH_UP)
                        .build())
                .setState(state)
                .build();
    }

    private static void checked(ScheduledRun run, Runnable write) {
        try {
            write.run();
        } catch (ScheduleException e) {
            if (status(e) == Status.Code.INVALID_ARGUMENT) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "Temporal cannot read \"" + run.cron() + "\" in " + run.zone() + " of " + run.id() + ": "
                                + words(e),
                        e);
            }
            throw e;
        }
    }

    private ScheduleHandle ours(String id) {
        described(id);
        return client.getHandle(id);
    }

    private ScheduleDescription described(String id) {
        return find(id).filter(Schedules::isOurs)
                .orElseThrow(() ->
                        new CommandFailure(ExitCode.FAILED, "there is no schedule " + id + " — homelab schedule list"));
    }

    private Optional<ScheduleDescription> find(String id) {
        try {
            return Optional.of(client.getHandle(id).describe());
        } catch (ScheduleException e) {
            if (status(e) == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isOurs(ScheduleDescription there) {
        return there.getSchedule().getAction() instanceof ScheduleActionStartWorkflow start
                && start.getWorkflowType().equals(TYPE);
    }

    private static ScheduledRun run(ScheduleDescription there) {
        var action = (ScheduleActionStartWorkflow) there.getSchedule().getAction();
        return action.getArguments().get(0, ScheduledRun.class);
    }

    private static ScheduleView view(ScheduleDescription there) {
        var state = state(there);
        var info = there.getInfo();
        return new ScheduleView(
                there.getId(),
                run(there),
                state.isPaused(),
                state.getNote(),
                state.isPaused()
                        ? null
                        : info.getNextActionTimes().stream().findFirst().orElse(null),
                info.getRecentActions().stream()
                        .map(ScheduleActionResult::getStartedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static ScheduleState state(ScheduleDescription there) {
        return Optional.ofNullable(there.getSchedule().getState())
                .orElseGet(() -> ScheduleState.newBuilder().build());
    }

    private static String words(ScheduleException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    private static Status.Code status(ScheduleException e) {
        return e.getCause() instanceof StatusRuntimeException status
                ? status.getStatus().getCode()
                : Status.Code.UNKNOWN;
    }
}

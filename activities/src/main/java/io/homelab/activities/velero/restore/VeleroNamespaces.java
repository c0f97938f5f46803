package io.homelab.activities.velero.restore;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.velero.ClusterBackups;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.activities.velero.restore.Hands.Hand;
import io.homelab.lab.definition.NamespaceDrill;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.cluster.NamespaceActivities;
import io.homelab.workflows.backup.cluster.NamespacePlan;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Restores namespaces by Velero itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class VeleroNamespaces implements NamespaceActivities {
    /** A look at each object of a namespace; below start-to-close. */
    private static final Duration COMPARISON = Duration.ofMinutes(20);

    private static final Duration PROBING = Duration.ofMinutes(25);

    private final Hands hands;
    private final Leftovers leftovers;
    private final ContentsOfBackups contents;
    private final Path drills;
    private final LabClock clock;

    public VeleroNamespaces(Clusters clusters, Transports transports, Path stateDirectory, LabClock clock) {
        this.hands = new Hands(clusters);
        this.leftovers = new Leftovers(hands);
        this.contents = new ContentsOfBackups(transports);
        this.drills = stateDirectory.resolve("evidence").resolve("drills");
        this.clock = clock;
    }

    @Override
    public Choice plan(NamespaceTask task) {
        return with(task.set(), hand -> {
            var namespace = task.request().where() == Where.DRILL
                    ? turn(task)
                    : Optional.ofNullable(task.request().namespace());
            return new Choice(namespace
                    .map(name -> new NamespacePlanner(hand.client(), hand.velero(), clock.now()).plan(task, name))
                    .orElse(null));
        });
    }

    private Optional<String> turn(NamespaceTask task) {
        try {
            return turns(task.set()).next(drill(task.set()).namespaces(), task.run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Outcome fence(NamespaceWork work) {
        var plan = work.plan();
        var dead = with(work.set(), hand -> hand.copies().dead(plan.target()));
        for (var name : dead) {
            leftovers.remove(
                    work.set(), name, with(work.set(), hand -> hand.copies().restoreOf(name)));
        }
        return with(work.set(), hand -> {
            var living = hand.copies().find(plan.namespace()).orElse(null);
            var fence = new Fence(plan, labels(hand, work), work.run());
            hand.copies().make(fence, fence.namespace(living), plan.name(), plan.namespace());
            return Outcome.changed(
                    plan.target() + " is there"
                            + (dead.isEmpty() ? "" : "; removed what a dead drill left: " + String.join(", ", dead)),
                    Duration.ZERO);
        });
    }

    @Override
    public Restored restore(NamespaceWork work) {
        var plan = work.plan();
        with(work.set(), hand -> {
            hand.velero()
                    .ensure(VeleroKind.RESTORE, plan.name(), labels(hand, work), run(work), RestoreOrder.spec(plan));
            return true;
        });
        var waits = drill(work.set());
        var last = new AtomicReference<@Nullable Ending>();
        try {
            var ending = Await.upTo(waits.restore(), waits.probe())
                    .<Ending>until(
                            "the restore",
                            () -> with(work.set(), hand -> {
                                var seen = new Ending(hand.velero()
                                        .find(VeleroKind.RESTORE, plan.name())
                                        .orElseThrow(() -> removed(plan)));
                                last.set(seen);
                                return seen.ended() ? Seen.there(seen) : Seen.missing(seen.words());
                            }))
                    .value();
            return ending.restored(ending.errors() == 0 ? List.of() : errors(work));
        } catch (GaveUp e) {
            var seen = last.get();
            if (seen == null) {
                throw e; // nobody could be asked
            }
            var velero = with(work.set(), hand -> hand.velero().namespace());
            return seen.unended(plan.name(), velero, waits.restore());
        }
    }

    private static Problem removed(NamespacePlan plan) {
        return new Problem(
                FailureClass.CONFIG,
                "somebody has removed the restore " + plan.name(),
                "velero of " + plan.cluster(),
                null);
    }

    /** In Velero's words, as far as they can be had: that there are some is known without. */
    private List<String> errors(NamespaceWork work) {
        try {
            var url = signed(work, "RestoreResults", work.plan().name());
            return with(work.set(), hand -> contents.errors(hand, work.plan(), url));
        } catch (Problem e) {
            return List.of("which cannot be read: " + e.report().what());
        }
    }

    /** The URL of a file that Velero keeps, once it has signed it. */
    private String signed(NamespaceWork work, String kind, String of) {
        var name = (work.plan().name() + "-" + kind).toLowerCase(Locale.ROOT);
        var waits = drill(work.set());
        with(work.set(), hand -> {
            hand.velero()
                    .ensure(
                            VeleroKind.DOWNLOAD,
                            name,
                            labels(hand, work),
                            run(work),
                            Map.of("target", Map.of("kind", kind, "name", of)));
            return true;
        });
        return Await.upTo(waits.ready(), waits.probe())
                .<String>until(
                        "the URL of " + kind,
                        () -> with(work.set(), hand -> hand.velero()
                                .find(VeleroKind.DOWNLOAD, name)
                                .flatMap(request -> request.text("status", "downloadURL"))
                                .<Seen<String>>map(Seen::there)
                                .orElse(Seen.missing("Velero has not signed it"))))
                .value();
    }

    private static Map<String, String> labels(Hand hand, NamespaceWork work) {
        return hand.belongings().labels(work.plan().name(), work.plan().where() == Where.DRILL);
    }

    private static Map<String, String> run(NamespaceWork work) {
        return Map.of(Belongings.RUN, work.run());
    }

    @Override
    public Sight settle(NamespaceWork work) {
        var waits = drill(work.set());
        try {
            return Await.upTo(waits.ready(), waits.probe())
                    .<Sight>until(
                            "its pods",
                            () -> with(work.set(), hand -> {
                                var state =
                                        new Settling(hand.client(), work.plan().target()).look();
                                return state.missing().isEmpty()
                                        ? Seen.there(new Sight(state.words(), List.of(), null))
                                        : Seen.missing(String.join("; ", state.missing()));
                            }))
                    .value();
        } catch (GaveUp e) {
            return new Sight("", List.of(String.valueOf(e.getMessage())), null);
        }
    }

    @Override
    public Sight probe(NamespaceWork work) {
        var plan = work.plan();
        return hands.with(work.set(), PROBING, hand -> {
            var drill = ClusterBackups.of(hand.lab(), work.set().name()).drill();
            var where = "kubernetes " + plan.cluster();
            var asking = new Probes(hand.client(), plan.target(), where);
            var running = new PodCommands(hand.client(), plan.target(), where);
            var answers = Stream.concat(
                            drill.probes().stream()
                                    .filter(probe -> probe.namespace().equals(plan.namespace()))
                                    .map(asking::ask),
                            drill.commands().stream()
                                    // What lives is asked nothing that a drill's copy is there to be asked.
                                    .filter(command -> plan.where() != Where.IN_PLACE)
                                    .filter(command -> command.namespace().equals(plan.namespace()))
                                    .map(running::run))
                    .toList();
            var findings = answers.stream().flatMap(Optional::stream).toList();
            var words = answers.isEmpty()
                    ? ""
                    : answers.size() + (answers.size() == 1 ? " probe was answered" : " probes were answered");
            return new Sight(findings.isEmpty() ? words : "", findings, null);
        });
    }

    @Override
    public Sight compare(NamespaceWork work) {
        try {
            var url = signed(work, "BackupContents", work.plan().backup());
            return hands.with(work.set(), COMPARISON, hand -> contents.compared(hand, work.plan(), url));
        } catch (GaveUp e) {
            return new Sight("", List.of(), e.getMessage());
        }
    }

    @Override
    public Outcome remove(NamespaceWork work) {
        leftovers.remove(work.set(), work.plan().target(), work.plan().name());
        return Outcome.changed(work.plan().target() + " is gone", Duration.ZERO);
    }

    @Override
    public Outcome tidy(NamespaceWork work) {
        leftovers.tidy(work.set(), work.plan().name());
        return Outcome.changed("nothing is left beside the namespace", Duration.ZERO);
    }

    @Override
    public void note(DrilledNamespace drilled) {
        try {
            turns(drilled.set())
                    .add(new DrillTurns.Line(
                            clock.now(),
                            drilled.run(),
                            drilled.plan().namespace(),
                            drilled.plan().backup(),
                            drilled.items(),
                            drilled.took().toMillis(),
                            drilled.plan().age().toMillis(),
                            drilled.findings()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DrillTurns turns(SetRef set) {
        return new DrillTurns(drills.resolve(set.name() + ".jsonl"));
    }

    private NamespaceDrill drill(SetRef set) {
        return hands.drill(set);
    }

    private <T> T with(SetRef set, Function<Hand, T> work) {
        return hands.with(set, work);
    }
}

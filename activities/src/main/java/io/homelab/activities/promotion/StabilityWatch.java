package io.homelab.activities.promotion;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.prometheus.Question;
import io.homelab.activities.prometheus.Questions;
import io.homelab.activities.prometheus.Sampler;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.Soak;
import io.homelab.workflows.promotion.StabilityActivities;
import io.homelab.workflows.promotion.Times;
import io.homelab.workflows.promotion.Verdict;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Samples a cluster's Prometheus for hours, and beats its heart in between. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class StabilityWatch implements StabilityActivities {
    private final LabReader labs;
    private final Transports transports;
    private final ReleaseLook release;
    private final Path evidence;
    private final LabClock clock;

    public StabilityWatch(
            LabReader labs, Transports transports, ReleaseLook release, Path stateDirectory, LabClock clock) {
        this.labs = labs;
        this.transports = transports;
        this.release = release;
        this.evidence = stateDirectory.resolve("evidence");
        this.clock = clock;
    }

    @Override
    public Watched watch(WatchRequest request) {
        var lab = labs.snapshot(request.cluster().snapshot());
        var log = new SampleLog(evidence, request.key(), request.policy());
        try (var sampler = new Sampler(clock, questions(lab, request))) {
            return watch(request, log, sampler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(FailureClass.TRANSIENT, "the worker is stopping", null, null, e);
        }
    }

    private Watched watch(WatchRequest request, SampleLog log, Sampler sampler) throws InterruptedException {
        var interval = request.policy().interval();
        var watch = LabClock.stopwatch();
        var due = Duration.ZERO;
        while (log.soak().verdict() == Verdict.SOAKING && watch.elapsed().compareTo(request.window()) < 0) {
            var moved = release.moved(request);
            if (!moved.isEmpty()) {
                return new Watched(log.soak(), log.reference(), moved);
            }
            var seen = text(log.append(sampler.take()), request);
            Await.beat(seen);
            if (log.soak().verdict() != Verdict.SOAKING) {
                break;
            }
            do {
                due = due.plus(interval);
            } while (due.compareTo(watch.elapsed()) < 0); // a late sample is not made up for by two at once
            Await.pause(due.minus(watch.elapsed()), seen);
        }
        return new Watched(log.soak(), log.reference(), List.of());
    }

    private List<Question> questions(OpenLab lab, WatchRequest request) {
        var server = PromotionLab.of(lab).prometheus(request.cluster().cluster());
        return Questions.to(server, lab, transports).of(request.policy().checks(), request.before());
    }

    private static String text(Soak soak, WatchRequest request) {
        return "healthy for %s of %s, %d samples%s: %s"
                .formatted(
                        Times.text(soak.soaked()),
                        Times.text(request.policy().soak()),
                        soak.samples(),
                        soak.interruptions() == 0 ? "" : ", interrupted " + soak.interruptions() + " times",
                        soak.why());
    }
}

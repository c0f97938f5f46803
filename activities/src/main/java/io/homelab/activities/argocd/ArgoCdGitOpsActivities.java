package io.homelab.activities.argocd;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.activity.Activity;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * ArgoCD through its Application resources, with the cluster's own credentials. What guards a sync: its id stands in the
 * operation, and it is only written onto the version of the application that was seen without one.
 */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ArgoCdGitOpsActivities implements GitOpsActivities {
    /** Looks that follow each other faster would take one moment of ArgoCD for a lasting state. */
    private static final Duration CLOSEST = Duration.ofMillis(200);

    private static final int NAMED = 3;
    private static final int TRIES = 5;

    private final Clusters clusters;
    private final ReleaseActivities releases;
    private final Runnable guard;

    /** @param guard asked immediately before each sync; throws when nothing may be written now */
    public ArgoCdGitOpsActivities(Clusters clusters, ReleaseActivities releases, Runnable guard) {
        this.clusters = clusters;
        this.releases = releases;
        this.guard = guard;
    }

    @Override
    public Outcome awaitDeployed(DeployedRequest request) {
        var moved = new Moves(releases, request.cluster(), request.commit(), request.applications());
        var judge =
                new Judge(request.commit(), Boolean.TRUE.equals(request.orLater()) ? moved::sameOrLater : moved::same);
        var steadiness = new Steadiness();
        var waiting = new Refreshing();
        var later = new TreeSet<String>();
        var outcome = await(request.cluster(), request.applications(), "are deployed", argo -> {
            var verdicts = new LinkedHashMap<String, Verdict>();
            var found = argo.applications();
            later.clear();
            for (var name : request.applications()) {
                var app = found.get(name);
                var verdict = app == null
                        ? new Verdict.Pending("ArgoCD has no such application")
                        : steadiness.of(name, judge.deployed(app));
                verdicts.put(name, verdict);
                waiting.nudge(argo, app, verdict);
                if (app != null && verdict instanceof Verdict.Settled && moved.isNewer(name, app.revision())) {
                    later.add(name);
                }
            }
            return verdicts;
        });
        return later.isEmpty() ? outcome : outcome.with("later", String.join(", ", later));
    }

    @Override
    public Outcome sync(SyncRequest request) {
        var asker = Activity.getExecutionContext().getInfo().getActivityId();
        var judge = new Judge(
                request.commit(),
                new Moves(releases, request.cluster(), request.commit(), request.applications())::same);
        var steadiness = new Steadiness();
        try {
            return await(request.cluster(), request.applications(), "are synced", argo -> {
                var verdicts = new LinkedHashMap<String, Verdict>();
                var found = argo.applications();
                for (var name : request.applications()) {
                    var app = found.get(name);
                    if (app == null) {
                        throw unknown(request.cluster(), name);
                    }
                    var verdict = steadiness.of(name, judge.synced(app, request.operation(), asker));
                    verdicts.put(
                            name,
                            verdict instanceof Verdict.Unasked
                                    ? ask(argo, app, seen -> judge.synced(seen, request.operation(), asker), request)
                                    : verdict);
                }
                return verdicts;
            });
        } catch (GaveUp e) {
            throw terminated(request, e);
        }
    }

    @Override
    public Applications look(LookRequest request) {
        return clusters.with(request.cluster(), (lab, client) -> {
            var found = new ArgoCd(client, request.cluster().cluster()).applications();
            return new Applications(found.values().stream()
                    .filter(app -> request.applications().isEmpty()
                            || request.applications().contains(app.name()))
                    .map(AppState::forPeople)
                    .toList());
        });
    }

    /** One look at all of them, with what has to be done about it. */
    private interface Look {
        Map<String, Verdict> at(ArgoCd argo);
    }

    private Outcome await(ClusterRef cluster, List<String> names, String what, Look look) {
        if (names.isEmpty()) {
            return Outcome.unchanged("no application");
        }
        var waits = clusters.lab(cluster).waits(cluster.cluster());
        var interval = waits.clusterProbe().compareTo(CLOSEST) < 0 ? CLOSEST : waits.clusterProbe();
        var seen = Await.upTo(waits.sync(), interval)
                .<Integer>until(
                        "the applications of " + cluster.cluster(),
                        () -> clusters.with(
                                cluster,
                                (lab, client) -> seen(cluster, look.at(new ArgoCd(client, cluster.cluster())))));
        return Outcome.changed(seen.value() + " applications " + what, seen.waited());
    }

    private static Seen<Integer> seen(ClusterRef cluster, Map<String, Verdict> verdicts) {
        var broken = new LinkedHashMap<String, String>();
        var pending = new LinkedHashMap<String, String>();
        verdicts.forEach((name, verdict) -> {
            switch (verdict) {
                case Verdict.Broken(var words) -> broken.put(name, words);
                case Verdict.Pending(var missing) -> pending.put(name, missing);
                case Verdict.Unasked _ -> pending.put(name, "not asked for yet");
                case Verdict.Settled _ -> {}
            }
        });
        if (!broken.isEmpty()) {
            throw new Problem(
                    FailureClass.CONFIG,
                    list(broken),
                    "argocd " + cluster.cluster(),
                    "repair it in Git (or in the cluster), then: homelab run retry");
        }
        return pending.isEmpty() ? Seen.there(verdicts.size()) : Seen.missing(list(pending));
    }

    /** ArgoCD may write between our look and our request: then it is looked at again, and the others do not wait for it. */
    private Verdict ask(ArgoCd argo, AppState seen, Function<AppState, Verdict> judge, SyncRequest request) {
        var asker = Activity.getExecutionContext().getInfo().getActivityId();
        var app = Optional.of(seen);
        for (int tries = 0; tries < TRIES && app.isPresent(); tries++) {
            guard.run();
            if (argo.sync(app.get(), request.commit(), request.operation(), asker)) {
                return new Verdict.Pending("sync asked for");
            }
            app = argo.application(seen.name()).filter(now -> judge.apply(now) instanceof Verdict.Unasked);
        }
        return new Verdict.Pending("changes while it is asked for its sync");
    }

    /** A sync that goes on behind a parked run would change the cluster while a person looks at it. */
    private GaveUp terminated(SyncRequest request, GaveUp e) {
        var ended = clusters.with(request.cluster(), (lab, client) -> {
            var argo = new ArgoCd(client, request.cluster().cluster());
            return argo.applications().values().stream()
                    .filter(app -> request.applications().contains(app.name()) && isUnderWay(app, request))
                    .map(app -> app.name() + (end(argo, app, request) ? "" : " (in vain)"))
                    .collect(Collectors.joining(", "));
        });
        return ended.isEmpty() ? e : new GaveUp(e.report().what() + "; ended the sync of " + ended);
    }

    private static boolean isUnderWay(AppState app, SyncRequest request) {
        return app.operation()
                .filter(o ->
                        !o.over() && o.id().filter(request.operation()::equals).isPresent())
                .isPresent();
    }

    private static boolean end(ArgoCd argo, AppState seen, SyncRequest request) {
        var app = Optional.of(seen);
        for (int tries = 0; tries < TRIES && app.isPresent(); tries++) {
            if (argo.terminate(app.get())) {
                return true;
            }
            app = argo.application(seen.name()).filter(now -> isUnderWay(now, request));
        }
        return app.isEmpty();
    }

    private static Problem unknown(ClusterRef cluster, String name) {
        return new Problem(
                FailureClass.CONFIG,
                "ArgoCD has no application " + name,
                "argocd " + cluster.cluster(),
                "does an ApplicationSet of kubernetes/base/argocd/apps generate it? kubectl -n argocd get applicationsets");
    }

    private static String list(Map<String, String> words) {
        var named = words.entrySet().stream()
                .limit(NAMED)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
        return words.size() <= NAMED ? named : named + "; and " + (words.size() - NAMED) + " more";
    }
}

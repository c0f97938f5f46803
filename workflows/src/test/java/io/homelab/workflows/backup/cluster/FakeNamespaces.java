package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.progress.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster whose Velero does as it is told. */
public final class FakeNamespaces implements NamespaceActivities, NamespaceEvidenceActivities {
    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    public final List<DrilledNamespace> noted = Collections.synchronizedList(new ArrayList<>());
    public final Map<String, RuntimeException> failures = new HashMap<>();
    final List<NamespaceReport> recorded = Collections.synchronizedList(new ArrayList<>());
    public boolean nothing;
    public Restored restored = new Restored("Completed", 14, List.of(), Duration.ofMinutes(1));
    public Sight settled = new Sight("3 pods are ready", List.of(), null);
    public Sight probed = new Sight("1 probe was answered", List.of(), null);
    public Sight compared = new Sight("12 objects are as the backup has them", List.of(), null);

    @Override
    public Choice plan(NamespaceTask task) {
        call("plan");
        var where = task.request().where();
        return new Choice(
                nothing
                        ? null
                        : new NamespacePlan(
                                where,
                                task.set().name(),
                                "nightly-1",
                                Instant.parse("2026-11-26T03:00:00Z"),
                                Duration.ofHours(5),
                                "photos",
                                where == Where.IN_PLACE ? "photos" : "copy",
                                "homelab-copy",
                                List.of()));
    }

    @Override
    public Outcome fence(NamespaceWork work) {
        return done("fence");
    }

    @Override
    public Restored restore(NamespaceWork work) {
        call("restore");
        return restored;
    }

    @Override
    public Sight settle(NamespaceWork work) {
        call("settle");
        return settled;
    }

    @Override
    public Sight probe(NamespaceWork work) {
        call("probe");
        return probed;
    }

    @Override
    public Sight compare(NamespaceWork work) {
        call("compare");
        return compared;
    }

    @Override
    public Outcome remove(NamespaceWork work) {
        return done("remove");
    }

    @Override
    public Outcome tidy(NamespaceWork work) {
        return done("tidy");
    }

    @Override
    public void note(DrilledNamespace drilled) {
        call("note");
        noted.add(drilled);
    }

    @Override
    public EvidenceRef record(NamespaceReport report) {
        recorded.add(report);
        return new EvidenceRef("evidence/000001-restore-prod.json", "dd");
    }

    private Outcome done(String call) {
        call(call);
        return Outcome.changed(call, Duration.ZERO);
    }

    private void call(String call) {
        calls.add(call);
        var failure = failures.get(call);
        if (failure != null) {
            throw failure;
        }
    }
}

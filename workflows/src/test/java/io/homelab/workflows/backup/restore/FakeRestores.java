package io.homelab.workflows.backup.restore;

import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.progress.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A backup set that everything comes back from, unless it is told otherwise. */
final class FakeRestores implements BackupActivities, RestoreActivities, RestoreEvidenceActivities, NoticeActivities {
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<RestoreReport> recorded = Collections.synchronizedList(new ArrayList<>());
    final Map<String, RuntimeException> failures = new HashMap<>();
    List<String> damaged = List.of();

    @Override
    public BackupSpec read(VerifyRequest request) {
        called("read " + String.join(",", request.only()));
        return new BackupSpec("home", "0123456789", true, request.only(), List.of(), null);
    }

    @Override
    public RestorePlan plan(RestoreTask task) {
        called("plan");
        return new RestorePlan(
                "ab12cd34",
                Instant.parse("2026-11-25T03:00:00Z"),
                "nas",
                task.request().paths(),
                "/srv/back",
                "/srv/back",
                null,
                null,
                3,
                3000);
    }

    @Override
    public Outcome restore(RestoreTask task) {
        called("restore");
        return Outcome.changed("brought", Duration.ZERO);
    }

    @Override
    public Compared compare(RestoreTask task) {
        called("compare");
        return new Compared(3L - damaged.size(), 2000, damaged.size(), damaged, "evidence/restores/r.sha256", "aa");
    }

    @Override
    public Outcome publish(RestoreTask task) {
        called("publish");
        return Outcome.changed("moved", Duration.ZERO);
    }

    @Override
    public Outcome discard(RestoreTask task) {
        called("discard");
        return Outcome.changed("nothing is left", Duration.ZERO);
    }

    @Override
    public EvidenceRef record(RestoreReport report) {
        recorded.add(report);
        return new EvidenceRef("evidence/000001-restore-offsite.json", "dd");
    }

    @Override
    public void send(Notice notice) {
        calls.add("tell: " + notice.title());
    }

    private void called(String call) {
        calls.add(call);
        var failure = failures.get(call);
        if (failure != null) {
            throw failure;
        }
    }
}

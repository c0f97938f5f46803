package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.AuditFile.Chosen;
import io.homelab.activities.restic.PackAuditor.Audited;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.PackAudit;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.PackAuditActivities;
import io.homelab.workflows.backup.audit.AuditPlanner;
import io.homelab.workflows.backup.audit.AuditPolicy;
import io.homelab.workflows.backup.audit.PackState;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Audits packs from the ledger of each set. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticPackAudit implements PackAuditActivities {
    private static final int READERS = 4;

    private final Repositories repositories;
    private final HurtFiles hurt;
    private final Ledgers ledgers;
    private final LabClock clock;

    public ResticPackAudit(LabReader labs, Transports transports, Restic restic, Path stateDirectory, LabClock clock) {
        this.repositories = new Repositories(labs, transports);
        this.hurt = new HurtFiles(restic);
        this.ledgers = new Ledgers(stateDirectory);
        this.clock = clock;
    }

    @Override
    public Planned plan(AuditRequest request) {
        var open = repositories.open(request.set());
        return ledgers.on(request.set().name(), () -> planned(open, chosen(open, request)));
    }

    @Override
    public Planned estimate(AuditRequest request) {
        var open = repositories.open(request.set());
        return ledgers.on(request.set().name(), () -> planned(open, due(open, request)));
    }

    private Chosen chosen(Open open, AuditRequest request) throws IOException {
        var file = ledgers.auditFile(request.set().name());
        var before = file.of(request.run());
        if (before.isPresent()) {
            return before.get();
        }
        var chosen = due(open, request);
        file.keep(chosen);
        return chosen;
    }

    /** What the run is to read, as things are now. */
    private Chosen due(Open open, AuditRequest request) throws IOException {
        try (var store = repositories.packs(open, 1);
                var ledger = ledgers.open(request.set().name())) {
            var listed = store.list();
            var now = clock.now();
            ledger.listed(listed, now);
            var plan = new AuditPlanner(policy(open.set().audit())).plan(ledger.packs(), now);
            var packs = request.full()
                    ? ledger.packs().stream()
                            .sorted(PackState.LONGEST_UNREAD_FIRST)
                            .toList()
                    : plan.packs();
            return new Chosen(
                    request.run(), now, packs, plan.total(), listed.size(), !request.full() && plan.isShort());
        }
    }

    private static Planned planned(Open open, Chosen chosen) {
        var price = open.set().audit().pricePerGiB();
        return new Planned(
                chosen.packs().size(),
                chosen.bytes(),
                chosen.of(),
                chosen.total(),
                price == null ? null : price.of(chosen.bytes()));
    }

    @Override
    public Checks audit(AuditRequest request) {
        return ledgers.on(request.set().name(), () -> audited(request));
    }

    private Checks audited(AuditRequest request) throws IOException {
        var open = repositories.open(request.set());
        var chosen = chosen(open, request);
        try (var store = repositories.packs(open, READERS);
                var ledger = ledgers.open(request.set().name())) {
            var left = ledger.packs().stream()
                    .filter(pack -> pack.verified() == null || pack.verified().isBefore(chosen.at()))
                    .map(PackState::id)
                    .collect(Collectors.toSet());
            var audited = new PackAuditor(
                            store,
                            ledger,
                            clock,
                            READERS,
                            Pace.of(open.set().audit().maxMiBPerSecond()))
                    .audit(chosen.packs().stream()
                            .filter(pack -> left.contains(pack.id()))
                            .toList());
            return new Checks(new AuditVerdict(request.set().name(), open.set().audit(), chosen)
                    .of(audited, hurt(open, audited), ledger.packs(), clock.now()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(FailureClass.TRANSIENT, "the worker is stopping", null, null, e);
        }
    }

    private List<String> hurt(Open open, Audited audited) {
        var damaged = audited.damaged().keySet();
        return damaged.isEmpty() ? List.of() : hurt.of(open, damaged);
    }

    private static AuditPolicy policy(PackAudit audit) {
        var budget = audit.budgetMiB();
        return new AuditPolicy(
                audit.within(), audit.interval(), audit.spare(), budget == null ? null : (long) budget << 20);
    }
}

package io.homelab.activities.checks;

import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.acceptance.AcceptanceActivities;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.acceptance.RunAcceptanceActivities;
import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;

/** Checks the acceptance criteria against a lab, and changes nothing in it. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabAcceptanceActivities implements AcceptanceActivities, RunAcceptanceActivities {
    private final Criteria criteria = Criteria.load();
    private final LabReader labs;
    private final Judge judge;

    public LabAcceptanceActivities(LabReader labs, Checks checks) {
        this.labs = labs;
        this.judge = new Judge(checks.all());
    }

    @Override
    public AcceptanceReport checkCluster(ClusterRef cluster) {
        var subject = new Subject(cluster, labs.snapshot(cluster.snapshot()));
        try (var pulse = Pulse.begin()) {
            return check(criteria.of(cluster.cluster()), subject, new Memory(), pulse);
        }
    }

    @Override
    public RunAcceptance checkRun(RunToCheck run) {
        var lab = labs.snapshot(run.cluster().snapshot());
        var subject = new Subject(run.cluster(), lab, run.commit(), run.gates());
        var memory = new Memory();
        try (var pulse = Pulse.begin()) {
            return new RunAcceptance(criteria.after(run.kind()).stream()
                    .map(set -> check(set, subject, memory, pulse))
                    .toList());
        }
    }

    private AcceptanceReport check(CriteriaSet set, Subject subject, Memory memory, Pulse pulse) {
        var results = set.criteria().stream()
                .map(criterion -> {
                    pulse.at(criterion.id());
                    return judge.judge(criterion, subject, memory);
                })
                .toList();
        return new AcceptanceReport(set.epic(), set.title(), results);
    }
}

package io.homelab.activities.checks;

import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.acceptance.AcceptanceActivities;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;

/** Checks the acceptance criteria against a lab, and changes nothing in it. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabAcceptanceActivities implements AcceptanceActivities {
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
        var set = criteria.of(cluster.cluster());
        var memory = new Memory();
        try (var pulse = Pulse.begin()) {
            var results = set.criteria().stream()
                    .map(criterion -> {
                        pulse.at(criterion.id());
                        return judge.judge(criterion, subject, memory);
                    })
                    .toList();
            return new AcceptanceReport(set.epic(), set.title(), results);
        }
    }
}

package io.homelab.cli.schedule;

import io.homelab.lab.definition.Lab;
import io.homelab.workflows.schedule.ScheduledRun;
import io.homelab.workflows.wire.WorkflowIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a lab file wants to be started, and when. */
public final class WantedSchedules {
    private WantedSchedules() {}

    /** All that a lab file names. */
    public static List<ScheduledRun> of(Lab lab) {
        var wanted = new ArrayList<ScheduledRun>();
        var promotion = lab.promotion();
        if (promotion != null && promotion.schedule() != null) {
            wanted.add(new ScheduledRun(
                    "PromoteRelease",
                    WorkflowIds.promotion(promotion.to()),
                    "Promote to " + promotion.to(),
                    Map.of("cluster", promotion.to()),
                    promotion.schedule().cron(),
                    promotion.schedule().zone()));
        }
        var backups = lab.backups();
        if (backups != null && backups.schedule() != null) {
            wanted.add(new ScheduledRun(
                    "VerifyBackups",
                    WorkflowIds.backups(),
                    "Verify the backups",
                    Map.of(),
                    backups.schedule().cron(),
                    backups.schedule().zone()));
        }
        return List.copyOf(wanted);
    }
}

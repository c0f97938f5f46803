package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Schedule;
import io.homelab.lab.freeze.FreezeCalendar;
import java.util.ArrayList;
import java.util.List;

/** A schedule can be read, by us and by Temporal. */
final class ScheduleRule implements Rule {
    /** What both mean the same by; L, W, # and ? are known to some readers of cron alone. */
    private static final String COMMON = "[0-9A-Za-z*/,\\- ]+";

    private static final String ONES_OWN = ".*(\\b[Ll]\\b|[0-9][LlWw]|\\b[Ww]\\b|\\b[Ll][Ww]\\b).*";

    @Override
    public List<Finding> check(LabView view) {
        var promotion = view.lab().promotion();
        var backups = view.lab().backups();
        var findings = new ArrayList<Finding>();
        if (promotion != null && promotion.schedule() != null) {
            findings.addAll(check("promotion.schedule", promotion.schedule()));
        }
        if (backups != null && backups.schedule() != null) {
            findings.addAll(check("backups.schedule", backups.schedule()));
        }
        return findings;
    }

    private static List<Finding> check(String path, Schedule schedule) {
        var findings = new ArrayList<Finding>();
        if (!isCron(schedule.cron())) {
            findings.add(Finding.error(
                    path + ".cron",
                    "must be five fields: minute, hour, day of month, month, day of week; such as 0 6 * * MON"));
        }
        if (!isZone(schedule.zone())) {
            findings.add(Finding.error(path + ".zone", "must be a time zone such as Europe/Berlin"));
        }
        return findings;
    }

    private static boolean isCron(String cron) {
        try {
            FreezeCalendar.checkCron(cron);
            return cron.matches(COMMON) && !cron.matches(ONES_OWN);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isZone(String zone) {
        try {
            FreezeCalendar.zone(zone);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

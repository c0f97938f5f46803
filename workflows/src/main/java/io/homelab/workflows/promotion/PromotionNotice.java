package io.homelab.workflows.promotion;

import io.homelab.workflows.notice.Notice;
import java.util.Locale;

/** The notice of how a promotion ended. */
final class PromotionNotice {
    private PromotionNotice() {}

    static Notice of(PromotionReport report) {
        var outcome = report.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var release = report.release();
        var text = report.why()
                + (release == null
                        ? ""
                        : "\n" + release.commit() + " " + release.subject() + "\n" + Lines.of(release.changes()));
        var bad = report.outcome() == PromotionOutcome.ROLLED_BACK
                || report.outcome() == PromotionOutcome.FORWARD_ONLY_LEFT;
        return new Notice(
                report.run() + "/" + report.outcome(),
                report.to() + ": " + outcome + (report.simulated() ? " (rehearsed)" : ""),
                text,
                bad,
                report.run().substring(0, report.run().indexOf('/')));
    }
}

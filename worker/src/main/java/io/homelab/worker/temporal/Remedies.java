package io.homelab.worker.temporal;

import io.homelab.workflows.failure.FailureReport;

/** What to do about a failure that says nothing of that itself, as what another system answers does not. */
final class Remedies {
    private Remedies() {}

    static FailureReport complete(FailureReport report) {
        if (report.remedy() != null) {
            return report;
        }
        return switch (report.kind()) {
            case CONFIG ->
                with(report, "put it right there, then retry; or change the lab file, then retry with --amended");
            case AUTH -> with(report, "give the credentials of the lab file what they lack, then retry");
            case NOT_OURS -> with(report, "look at what is there and move it out of the way, then retry");
            case CAPACITY -> with(report, "make room there, then retry");
            case BUG -> with(report, "homelab run logs has the details; please report it");
            case CONFLICT, RATE, TRANSIENT -> report; // it is tried again
        };
    }

    private static FailureReport with(FailureReport report, String remedy) {
        return new FailureReport(report.kind(), report.what(), report.where(), remedy);
    }
}

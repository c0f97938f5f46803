package io.homelab.workflows.promotion.governance;

import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeAction;
import io.homelab.workflows.notice.NoticeAnswer;
import io.homelab.workflows.notice.NoticeStyle;
import java.util.List;

/** The notice that asks people: what is shown, until when, and two buttons. */
public final class ApprovalNotice {
    /** The rest is in the run; the whole must stay a message on a phone. */
    private static final int CHANGES = 12;

    private ApprovalNotice() {}

    /**
     * The notice of one revision of a question.
     *
     * @param run the id of the run that asks
     * @param execution tells this run from others of that id, which were asked the same
     */
    public static Notice of(String run, String execution, ApprovalQuestion question) {
        return new Notice(
                run + "/" + execution + "/approval/" + question.id() + "/" + question.revision(),
                "Promote to " + question.shown().cluster() + "?",
                text(run, question),
                true,
                run,
                new NoticeStyle(
                        List.of("rocket"),
                        null,
                        null,
                        List.of(button("Approve", question, true), button("Reject", question, false))));
    }

    private static NoticeAction button(String label, ApprovalQuestion question, boolean approves) {
        return NoticeAction.answer(
                label,
                new NoticeAnswer(question.id(), question.revision(), question.hash(), approves, question.until()));
    }

    private static String text(String run, ApprovalQuestion question) {
        var shown = question.shown();
        var text = new StringBuilder();
        if (question.voided() != null) {
            text.append("Asked again: ").append(question.voided()).append(".\n");
        }
        text.append(shown.subject()).append(" (").append(shown.author()).append(")\n");
        shown.changes().stream()
                .limit(CHANGES)
                .forEach(change -> text.append("· ").append(change).append('\n'));
        if (shown.changes().size() > CHANGES) {
            text.append("· and ").append(shown.changes().size() - CHANGES).append(" more\n");
        }
        return text.append(shown.soak())
                .append("\nUntil ")
                .append(question.until())
                .append("; homelab promote approve ")
                .append(run)
                .toString();
    }
}

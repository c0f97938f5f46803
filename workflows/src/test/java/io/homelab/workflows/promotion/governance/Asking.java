package io.homelab.workflows.promotion.governance;

import io.homelab.workflows.attention.Ticket;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The smallest run that asks people: once, or again when it is told that something moved. */
@WorkflowInterface
public interface Asking extends Approvable {
    @WorkflowMethod(name = "Asking")
    ApprovalDecision ask(Shown shown, ApprovalPolicy policy);

    @SignalMethod(name = "moved")
    void moved(Shown now);

    /** Asks. */
    final class Run implements Asking {
        private final ApprovalDesk desk =
                new ApprovalDesk(question -> Workflow.setCurrentDetails("asked: " + question.revision()));

        public Run() {}

        @Override
        public ApprovalDecision ask(Shown shown, ApprovalPolicy policy) {
            var decision = desk.ask("promote", shown, policy);
            return decision.end() == ApprovalDecision.End.REJECTED
                    ? decision
                    : shown.subject().equals("twice") ? desk.ask("promote", shown, policy) : decision;
        }

        @Override
        public void moved(Shown now) {
            desk.voidAnswers(now, "main has moved");
        }

        @Override
        public ApprovalView approval() {
            return desk.view();
        }

        @Override
        public Ticket approve(ApprovalAnswer answer) {
            return desk.accept(true, answer);
        }

        @Override
        public Ticket reject(ApprovalAnswer answer) {
            return desk.accept(false, answer);
        }

        @Override
        public void canApprove(ApprovalAnswer answer) {
            desk.check(true, answer);
        }

        @Override
        public void canReject(ApprovalAnswer answer) {
            desk.check(false, answer);
        }
    }
}

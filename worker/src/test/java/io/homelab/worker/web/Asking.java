package io.homelab.worker.web;

import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.promotion.governance.Approvable;
import io.homelab.workflows.promotion.governance.ApprovalAnswer;
import io.homelab.workflows.promotion.governance.ApprovalDecision;
import io.homelab.workflows.promotion.governance.ApprovalDesk;
import io.homelab.workflows.promotion.governance.ApprovalPolicy;
import io.homelab.workflows.promotion.governance.ApprovalView;
import io.homelab.workflows.promotion.governance.Shown;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A run that asks one question at the real desk. */
@WorkflowInterface
public interface Asking extends Approvable {
    @WorkflowMethod(name = "Asking")
    ApprovalDecision ask(Shown shown, ApprovalPolicy policy);

    @SignalMethod(name = "moved")
    void moved(Shown now);

    /** Asks. */
    final class Run implements Asking {
        private final ApprovalDesk desk = new ApprovalDesk(question -> {});

        public Run() {}

        @Override
        public ApprovalDecision ask(Shown shown, ApprovalPolicy policy) {
            return desk.ask("promote", shown, policy);
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

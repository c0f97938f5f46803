package io.homelab.workflows.promotion;

import io.homelab.workflows.progress.StepLog;

/** The ids and titles of a promotion's steps, in the order in which they are shown. */
final class PromotionSteps {
    static final String LAB = "lab";
    static final String RELEASE = "release";
    static final String DEPLOYED = "deployed";
    static final String SOAK = "soak";
    static final String APPROVAL = "approval";
    static final String RECHECK = "recheck";
    static final String GO_AHEAD = "go-ahead";
    static final String BACK = "back";
    static final String AGREE_BACK = "back/agree";
    static final String VERIFY = "verify";
    static final String ACCEPTANCE = "acceptance";
    static final String EVIDENCE = "evidence";

    private PromotionSteps() {}

    static void announce(StepLog log, PromotionSpec spec) {
        var from = spec.from().cluster();
        log.announce(RELEASE, "what " + spec.to().cluster() + " would get from " + from);
        log.announce(DEPLOYED, from + " runs exactly that");
        log.announce(SOAK, from + " is healthy for " + Times.text(spec.gate().soak()));
        log.announce(APPROVAL, "somebody agrees to what was shown");
        log.announce(RECHECK, from + " is healthy with it still");
        log.announce(GO_AHEAD, "no freeze, no halt");
    }

    static void announce(StepLog log, PromotionSpec spec, Part part) {
        var to = spec.to().cluster();
        log.announce(commit(part), "commit to the directory of " + to + (part.forwardOnly() ? ", no way back" : ""));
        for (var stage : part.stages()) {
            log.announce(sync(stage), stage.title() + " on " + to + ": " + String.join(", ", stage.names()));
            log.announce(
                    watch(stage),
                    to + " is healthy for " + Times.text(spec.rollout().soak()));
        }
    }

    static void announceEnd(StepLog log, PromotionSpec spec, boolean accepts) {
        log.announce(VERIFY, spec.to().cluster() + " runs exactly that");
        if (accepts) {
            log.announce(ACCEPTANCE, "acceptance criteria of story 3.5.3");
        }
        log.announce(EVIDENCE, "signed evidence");
    }

    static String commit(Part part) {
        return part.id() + "/commit";
    }

    static String sync(Stage stage) {
        return stage.id() + "/sync";
    }

    static String watch(Stage stage) {
        return stage.id() + "/watch";
    }

    static String back(Stage stage) {
        return "back/" + stage.id();
    }
}

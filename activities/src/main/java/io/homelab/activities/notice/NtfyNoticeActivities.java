package io.homelab.activities.notice;

import io.homelab.activities.approval.ApprovalTokens;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.Lab;
import io.homelab.lab.definition.Notifications;
import io.homelab.lab.definition.Ntfy;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notices to the ntfy topic of the lab file as it is now; a person who changes it wants the next one there. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class NtfyNoticeActivities implements NoticeActivities {
    private static final Logger log = LoggerFactory.getLogger(NtfyNoticeActivities.class);

    private final LabReader labs;
    private final Transports transports;
    private final String namespace;
    private final NoticeLedger ledger;

    /** {@code namespace} is where the runs are that notices lead to. */
    public NtfyNoticeActivities(LabReader labs, Transports transports, Path stateDirectory, String namespace) {
        this.labs = labs;
        this.transports = transports;
        this.namespace = namespace;
        this.ledger = new NoticeLedger(stateDirectory.resolve("notices"));
    }

    @Override
    public void send(Notice notice) {
        var lab = labs.current().lab();
        var notifications = lab.notifications();
        if (notifications == null || notifications.ntfy() == null) {
            log.info("nobody is told \"{}\": the lab file has no notifications.ntfy", notice.title());
            return;
        }
        tell(lab, notifications, notifications.ntfy(), notice);
    }

    void tell(Lab lab, Notifications notifications, Ntfy ntfy, Notice notice) {
        var links = new Links(notifications, namespace, () -> tokens(lab));
        var outcome = ledger.once(notice.key(), attempt -> publish(lab, ntfy, links, notice, attempt));
        switch (outcome) {
            case SENT -> log.info("told {} \"{}\"", ntfy.topic(), notice.title());
            case SENT_BEFORE -> log.info("\"{}\" was sent before", notice.title());
            case SENT_AGAIN ->
                log.warn("\"{}\" was sent again: nobody knows whether it arrived the first time", notice.title());
            case GIVEN_UP ->
                log.warn(
                        "\"{}\" is not sent a third time: it may have arrived once, twice or not at all",
                        notice.title());
        }
    }

    private ApprovalTokens tokens(Lab lab) {
        return new ApprovalTokens(labs.secrets(lab).labKey(), LabClock.system());
    }

    private void publish(Lab lab, Ntfy ntfy, Links links, Notice notice, int attempt) {
        try (var token = token(lab, ntfy).orElse(null)) {
            new NtfyClient(transports, ntfy.url())
                    .publish(NtfyMessage.of(ntfy.topic(), notice, links, attempt > 1), text(token));
        }
    }

    private Optional<Secret> token(Lab lab, Ntfy ntfy) {
        return Optional.ofNullable(ntfy.token())
                .map(reference -> labs.secrets(lab).resolve(reference));
    }

    private static @Nullable String text(@Nullable Secret token) {
        return token == null ? null : token.text();
    }
}

package io.homelab.activities.notice;

import io.homelab.activities.approval.ApprovalTokens;
import io.homelab.activities.approval.TokenClaim;
import io.homelab.activities.notice.NtfyMessage.Button;
import io.homelab.lab.definition.Notifications;
import io.homelab.workflows.notice.NoticeAction;
import io.homelab.workflows.notice.NoticeAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a phone gets from a notice: to the Web UI, and back to the run that asks. */
final class Links {
    private final Notifications notifications;
    private final String namespace;
    private final Supplier<ApprovalTokens> tokens;

    Links(Notifications notifications, String namespace, Supplier<ApprovalTokens> tokens) {
        this.notifications = notifications;
        this.namespace = namespace;
        this.tokens = tokens;
    }

    /** The run in the Web UI, where the lab file says how a phone gets there. */
    Optional<String> run(String id) {
        return Optional.ofNullable(notifications.webUi())
                .filter(base -> !id.isEmpty())
                .map(base -> under(base, "namespaces/" + encoded(namespace) + "/workflows/" + encoded(id)));
    }

    /** The button of an action; none where a phone could not reach what it is for. */
    Optional<Button> button(String run, NoticeAction action) {
        if (action.answer() != null) {
            return answer(run, action.label(), action.answer());
        }
        return Optional.ofNullable(action.url()).map(url -> Button.view(action.label(), url));
    }

    private Optional<Button> answer(String run, String label, NoticeAnswer answer) {
        var listener = notifications.listener();
        if (listener == null || listener.url() == null || listener.person() == null) {
            return Optional.empty();
        }
        var token = tokens.get()
                .make(new TokenClaim(
                        run,
                        answer.question(),
                        answer.revision(),
                        answer.hash(),
                        answer.approves(),
                        listener.person(),
                        answer.until()));
        return Optional.of(Button.post(label, under(listener.url(), "approvals"), token));
    }

    private static String under(URI base, String path) {
        return base.toString().replaceFirst("/*$", "/") + path;
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

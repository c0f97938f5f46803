package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Listener;
import io.homelab.lab.definition.Promotion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A button's answer has a person, whose answer counts; and nobody on the network listens in. */
final class ListenerRule implements Rule {
    private static final String LISTENER = "notifications.listener";

    @Override
    public List<Finding> check(LabView view) {
        var notifications = view.lab().notifications();
        return notifications == null || notifications.listener() == null
                ? List.of()
                : check(notifications.listener(), view.lab().promotion());
    }

    private static List<Finding> check(Listener listener, @Nullable Promotion promotion) {
        var findings = new ArrayList<Finding>();
        if (listener.url() != null && listener.person() == null) {
            findings.add(Finding.error(LISTENER + ".person", "is needed for url: every answer is somebody's"));
        }
        var person = listener.person();
        if (person != null
                && promotion != null
                && !promotion.approval().approvers().isEmpty()
                && promotion.approval().approvers().stream()
                        .noneMatch(each -> each.strip().equalsIgnoreCase(person.strip()))) {
            findings.add(Finding.error(LISTENER + ".person", "is none of promotion.approval.approvers")
                    .allowed(String.join(", ", promotion.approval().approvers())));
        }
        if (!listener.address().startsWith("127.")) {
            findings.add(
                    Finding.warning(LISTENER + ".address", "is not loopback, and what comes there is not encrypted")
                            .suggest("leave it out, and put a reverse proxy with TLS in front"));
        }
        return findings;
    }
}

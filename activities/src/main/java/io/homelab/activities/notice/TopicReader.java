package io.homelab.activities.notice;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Transports;
import java.util.Optional;

/** Reads the ntfy topic of the lab file as it is now; looks only. */
public final class TopicReader {
    private final LabReader labs;
    private final Transports transports;

    public TopicReader(LabReader labs, Transports transports) {
        this.labs = labs;
        this.transports = transports;
    }

    /** The server's answer, whatever its status. */
    public record Answer(int status, String body) {}

    /** The messages of the last hour, one JSON document a line; empty when the lab file has no topic. */
    public Optional<Answer> lastHour() {
        var lab = labs.current().lab();
        var ntfy = lab.notifications() == null ? null : lab.notifications().ntfy();
        if (ntfy == null) {
            return Optional.empty();
        }
        try (var token = Optional.ofNullable(ntfy.token())
                .map(reference -> labs.secrets(lab).resolve(reference))
                .orElse(null)) {
            return Optional.of(
                    new NtfyClient(transports, ntfy.url()).poll(ntfy.topic(), token == null ? null : token.text()));
        }
    }
}

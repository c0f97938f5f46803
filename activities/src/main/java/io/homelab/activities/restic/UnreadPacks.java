package io.homelab.activities.restic;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.audit.PackState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What the ledgers of packs say of the past, for those who only ask. */
public final class UnreadPacks {
    private final Ledgers ledgers;

    public UnreadPacks(Path stateDirectory) {
        this.ledgers = new Ledgers(stateDirectory);
    }

    /**
     * Since when the longest unread pack of a set is unread; empty when nothing was audited.
     *
     * @throws Problem TRANSIENT while an audit writes, CONFIG when the ledger is damaged
     */
    public Optional<Instant> since(String set) {
        if (!ledgers.has(set)) {
            return Optional.empty();
        }
        return ledgers.on(set, () -> {
            try (var ledger = ledgers.open(set)) {
                return PackState.longestUnread(ledger.packs());
            }
        });
    }
}

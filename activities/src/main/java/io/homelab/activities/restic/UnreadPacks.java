package io.homelab.activities.restic;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.audit.PackState;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What the ledgers of packs say of the past, for those who only ask. */
public final class UnreadPacks {
    private final Path directory;

    public UnreadPacks(Path stateDirectory) {
        this.directory = stateDirectory.resolve("evidence").resolve("packs");
    }

    /**
     * Since when the longest unread pack of a set is unread; empty when nothing was audited.
     *
     * @throws Problem TRANSIENT while an audit writes
     */
    public Optional<Instant> since(String set) throws IOException {
        var file = directory.resolve(set + ".jsonl");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var ledger = PackLedger.open(file)) {
            return ledger.packs().stream().map(PackState::unreadSince).min(Comparator.naturalOrder());
        } catch (PackLedger.Busy e) {
            throw new Problem(FailureClass.TRANSIENT, String.valueOf(e.getMessage()), "ledger of " + set, null, e);
        }
    }
}

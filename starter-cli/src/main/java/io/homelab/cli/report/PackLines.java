package io.homelab.cli.report;

import io.homelab.workflows.backup.audit.PackState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger of a set's packs, which the worker's audit writes: the youngest line of a pack counts. */
final class PackLines {
    private PackLines() {}

    /** Neither seen nor verified when the repository has it no longer. */
    record Line(
            @Nullable String pack,
            @Nullable Long bytes,
            @Nullable Instant seen,
            @Nullable Instant verified) {}

    /** The one that nobody has read for the longest time. */
    static Optional<UnreadPack> oldest(String set, List<Line> lines) {
        var packs = new HashMap<String, PackState>();
        for (var line : lines) {
            if (line.pack() == null) {
                continue;
            }
            if (line.seen() == null) {
                packs.remove(line.pack());
            } else {
                long bytes = line.bytes() == null ? 0 : line.bytes();
                packs.put(line.pack(), new PackState(line.pack(), bytes, line.seen(), line.verified()));
            }
        }
        long total = packs.values().stream().mapToLong(PackState::bytes).sum();
        return packs.values().stream()
                .min(PackState.LONGEST_UNREAD_FIRST)
                .map(oldest -> new UnreadPack(
                        set,
                        oldest.id(),
                        oldest.bytes(),
                        oldest.unreadSince(),
                        oldest.verified() != null,
                        packs.size(),
                        total));
    }
}

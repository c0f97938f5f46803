package io.homelab.activities.restic.restore;

import io.homelab.activities.digest.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a few files out of any number, others each time, until each had its turn: files stand in the order of their paths'
 * hashes, which new and removed files do not change, and each time takes up where the last one ended.
 */
final class Sample {
    private final int most;
    private final long bytes;
    private final @Nullable String after;
    private final TreeMap<String, Entry> next = new TreeMap<>();
    private final TreeMap<String, Entry> first = new TreeMap<>();
    private long files;

    /**
     * @param most files
     * @param bytes that all of them have together, at most
     * @param after where the last one ended; null at the beginning
     */
    Sample(int most, long bytes, @Nullable String after) {
        this.most = most;
        this.bytes = bytes;
        this.after = after;
    }

    /** Something that may be chosen. */
    void offer(Entry entry) {
        if (!entry.isFile()) {
            return;
        }
        files++;
        if (entry.bytes() <= bytes) {
            var place = Sha256.of(entry.where());
            keep(first, place, entry);
            if (after != null && place.compareTo(after) > 0) {
                keep(next, place, entry);
            }
        }
    }

    private void keep(TreeMap<String, Entry> kept, String place, Entry entry) {
        kept.put(place, entry);
        if (kept.size() > most) {
            kept.pollLastEntry();
        }
    }

    /** How many files there were to choose from. */
    long files() {
        return files;
    }

    /** Those of this time, in their order. */
    List<Entry> chosen() {
        var ring = new ArrayList<>(next.values());
        first.values().stream()
                .filter(entry -> !next.containsValue(entry))
                .limit(Math.max(0, most - ring.size()))
                .forEach(ring::add);
        var chosen = new ArrayList<Entry>();
        long sum = 0;
        for (var entry : ring) {
            if (!chosen.isEmpty() && sum + entry.bytes() > bytes) {
                break;
            }
            chosen.add(entry);
            sum += entry.bytes();
        }
        return chosen;
    }

    /** Where this time ends; as before when nothing was chosen. */
    @Nullable
    String end() {
        var chosen = chosen();
        return chosen.isEmpty() ? after : Sha256.of(chosen.getLast().where());
    }
}

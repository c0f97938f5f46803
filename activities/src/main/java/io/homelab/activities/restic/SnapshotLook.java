package io.homelab.activities.restic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Programs.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks into snapshots by restic itself, as seldom as it can. */
final class SnapshotLook {
    /** Below start-to-close: trees of millions of files come over a slow line in less, and the next look has them at hand. */
    private static final Duration LIMIT = Duration.ofMinutes(25);

    private final Restic restic;
    private final Open open;
    private final List<String> listed;
    private final SizeCache sizes;

    /** @param listed the ids of all snapshots */
    SnapshotLook(Restic restic, Open open, String set, List<String> listed) {
        this.restic = restic;
        this.open = open;
        this.listed = List.copyOf(listed);
        this.sizes = SizeCache.open(restic.sizes().resolve(set + ".json"));
    }

    /** How much is in two of them, counted alike. */
    List<SnapshotSize> sizes(Snapshot one, Snapshot other) {
        var first = one.summary();
        var second = other.summary();
        return first != null && second != null
                ? List.of(size(first), size(second))
                : List.of(counted(one), counted(other));
    }

    private static SnapshotSize size(Snapshot.Summary summary) {
        return new SnapshotSize(summary.bytes(), summary.files(), SnapshotSize.FILES);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Stats(
            @JsonProperty("total_size") long bytes,
            @JsonProperty("total_file_count") long count) {}

    private SnapshotSize counted(Snapshot snapshot) {
        var known = sizes.of(snapshot.wholeId());
        if (known.isPresent()) {
            return known.get();
        }
        var stats = Objects.requireNonNull(Restic.parsed(
                walked(List.of("stats", "--json", "--mode", "restore-size", snapshot.wholeId())), Stats.class));
        var size = new SnapshotSize(stats.bytes(), stats.count(), SnapshotSize.ENTRIES);
        sizes.keep(snapshot.wholeId(), size, listed);
        return size;
    }

    /** Something in a snapshot. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Node(
            @Nullable String path,
            @Nullable String type,
            @Nullable Long size) {
        long bytes() {
            return size == null ? 0 : size;
        }
    }

    /** What is at these paths, by path. */
    Map<String, Node> nodes(Snapshot snapshot, List<String> paths) {
        var words = new ArrayList<>(List.of("ls", "--json", snapshot.wholeId()));
        words.addAll(paths);
        var nodes = new HashMap<String, Node>();
        walked(words).lines().filter(line -> !line.isBlank()).forEach(line -> {
            var node = Objects.requireNonNull(Restic.parsed(line, Node.class));
            if (node.path() != null) { // the first line is the snapshot
                nodes.put(node.path(), node);
            }
        });
        return nodes;
    }

    /** Without a lock, a prune at the same time looks like damage: what is not there twice is damage. */
    private String walked(List<String> words) {
        var first = once(words);
        var seen = first.code() == 0 ? first : once(words);
        if (seen.code() != 0) {
            throw BrokenSnapshot.of(seen.err(), seen.code());
        }
        return seen.out();
    }

    private Ended once(List<String> words) {
        return restic.ask(open, words, LIMIT, Function.identity(), ended -> BrokenSnapshot.isSaid(ended.err()));
    }
}

package io.homelab.activities.restic.restore;

import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.restic.Restic;
import io.homelab.activities.restic.Snapshot;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What restic does in a restore, on one repository. */
final class Restoration {
    /** Below start-to-close of who lists. */
    private static final Duration LISTING = Duration.ofMinutes(28);

    private final Restic restic;
    private final Open open;

    Restoration(Restic restic, Open open) {
        this.restic = restic;
        this.open = open;
    }

    List<Snapshot> snapshots() {
        return restic.snapshots(open);
    }

    /** What is at these paths of a snapshot; all of it when there are none. */
    void list(String snapshot, List<String> paths, Consumer<Entry> each) {
        var words = new ArrayList<>(List.of("ls", "--json"));
        if (!paths.isEmpty()) {
            words.add("--recursive");
        }
        words.add(snapshot);
        words.addAll(paths);
        restic.lines(open, words, LISTING, line -> {
            var entry = Objects.requireNonNull(Restic.parsed(line, Entry.class));
            if (entry.isThing()) {
                each.accept(entry);
            }
        });
    }

    /**
     * Brings some paths of a snapshot; restic reads what it wrote once more.
     *
     * @param room what to do when there is none
     * @return what it could not bring, a line each
     */
    List<String> bring(String snapshot, List<String> paths, Path into, Duration limit, String room) {
        var words = new ArrayList<>(List.of("restore", snapshot, "--target", into.toString(), "--verify"));
        paths.forEach(path -> words.addAll(List.of("--include", Patterns.of(path))));
        var ended = restic.restore(open, words, limit);
        if (Restic.isFull(ended)) {
            throw new Problem(FailureClass.CAPACITY, "the disk is full", into.toString(), room);
        }
        var said = ended.code() == 0 ? "" : ended.err(); // what it tried again and got is no complaint
        return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}

package io.homelab.activities.restic.restore;

import io.homelab.activities.restic.Snapshot;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.restore.RestoreRequest;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which snapshot is meant. */
final class SnapshotChoice {
    private static final int SHOWN = 8;

    private final RestoreRequest request;

    SnapshotChoice(RestoreRequest request) {
        this.request = request;
    }

    /** CONFIG when there is none, and when it is not clear which. */
    Snapshot of(List<Snapshot> snapshots) {
        var fitting = snapshots.stream()
                .filter(snapshot -> request.host() == null || request.host().equals(snapshot.hostname()))
                .filter(snapshot -> request.snapshot() == null
                        || snapshot.wholeId().startsWith(request.snapshot().toLowerCase(java.util.Locale.ROOT)))
                .filter(snapshot ->
                        request.before() == null || !snapshot.time().toInstant().isAfter(request.before()))
                .filter(this::holds)
                .sorted(Comparator.comparing(Snapshot::time).reversed())
                .toList();
        if (fitting.isEmpty()) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "no snapshot has what is wanted; "
                            + (snapshots.isEmpty() ? "there is none" : "there are " + list(snapshots)),
                    "backup set " + request.set(),
                    "correct --snapshot, --before, --host or --path");
        }
        if (request.snapshot() != null && fitting.size() > 1) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "more than one snapshot begins with " + request.snapshot() + ": " + list(fitting),
                    "backup set " + request.set(),
                    "give more of its id");
        }
        var hosts = fitting.stream().map(Snapshot::hostname).distinct().sorted().toList();
        if (hosts.size() > 1) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "snapshots of more than one host have it: " + String.join(", ", hosts),
                    "backup set " + request.set(),
                    "say which: --host");
        }
        return fitting.getFirst();
    }

    /** Whether each of the paths is below, or above, one that was backed up. */
    private boolean holds(Snapshot snapshot) {
        return request.paths().stream().map(Path::of).allMatch(path -> snapshot.paths().stream()
                .map(Path::of)
                .anyMatch(backedUp -> path.startsWith(backedUp) || backedUp.startsWith(path)));
    }

    private static String list(List<Snapshot> snapshots) {
        var shown = snapshots.stream()
                .sorted(Comparator.comparing(Snapshot::time).reversed())
                .limit(SHOWN)
                .map(snapshot -> snapshot.id() + " of " + snapshot.hostname() + " ("
                        + snapshot.time().toInstant() + ", " + String.join(" ", snapshot.paths()) + ")")
                .collect(Collectors.joining("; "));
        return shown + (snapshots.size() > SHOWN ? "; and " + (snapshots.size() - SHOWN) + " older" : "");
    }
}

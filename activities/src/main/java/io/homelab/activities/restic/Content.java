package io.homelab.activities.restic;

import io.homelab.lab.definition.BackupSource;
import io.homelab.lab.definition.HeldFile;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.Sizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the youngest snapshots hold what they must, and about as much as those before. */
final class Content {
    private static final int ANY = 100;

    private final String set;
    private final List<Snapshot> snapshots;
    private final SnapshotLook look;

    Content(String set, List<Snapshot> snapshots, SnapshotLook look) {
        this.set = set;
        this.snapshots = List.copyOf(snapshots);
        this.look = look;
    }

    /** Empty when there is no snapshot of it, which another check says. */
    Optional<BackupCheck> of(BackupSource source) {
        return Freshness.youngest(snapshots, source).map(youngest -> check(source, youngest));
    }

    private BackupCheck check(BackupSource source, Snapshot youngest) {
        var check = CheckNames.content(Freshness.name(source));
        var seen = new Seen();
        try {
            compare(source, youngest, seen);
            holds(source.holds(), youngest, seen);
        } catch (BrokenSnapshot e) {
            return BackupCheck.fail(
                    set,
                    check,
                    "the youngest, " + youngest.id() + ", cannot be walked through: " + e.getMessage(),
                    List.of(),
                    "see what the check metadata says of the same set");
        }
        return seen.check(set, check);
    }

    private static final class Seen {
        private final List<String> right = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final LinkedHashSet<String> remedies = new LinkedHashSet<>();

        BackupCheck check(String set, String check) {
            if (wrong.isEmpty()) {
                return BackupCheck.pass(set, check, String.join("; ", right));
            }
            var details = new ArrayList<>(wrong.subList(1, wrong.size()));
            details.addAll(right);
            return new BackupCheck(
                    set, check, CheckVerdict.FAIL, wrong.getFirst(), details, String.join("; ", remedies));
        }
    }

    private void compare(BackupSource source, Snapshot youngest, Seen seen) {
        var before = before(source, youngest);
        if (before.isEmpty()) {
            seen.right.add("there is no older one to compare with");
        } else if (source.shrinks() < ANY || source.grows() != null) {
            compare(source, youngest, before.get(), seen);
        } else {
            seen.right.add("it may have any size");
        }
    }

    private void compare(BackupSource source, Snapshot youngest, Snapshot before, Seen seen) {
        var sizes = look.sizes(youngest, before);
        var now = sizes.getFirst();
        var then = sizes.getLast();
        var said = "the youngest, " + youngest.id() + ", has " + now.words() + "; the one before, " + before.id()
                + ", has " + then.words();
        var grows = source.grows();
        if (percent(now, then) < ANY - source.shrinks()) {
            seen.wrong.add(said + ": it may be smaller by " + source.shrinks() + " %");
            seen.remedies.add("see what is missing: restic diff " + before.id() + " " + youngest.id()
                    + "; if that is as it should be, the next backup is compared with this one");
        } else if (grows != null && percent(now, then) > ANY + grows) {
            seen.wrong.add(said + ": it may be larger by " + grows + " %");
            seen.remedies.add("see what was added: restic diff " + before.id() + " " + youngest.id()
                    + "; if that is as it should be, the next backup is compared with this one");
        } else {
            seen.right.add(said);
        }
    }

    /** Of nothing, nothing is all of it, and something is more than anybody allows. */
    private static double percent(SnapshotSize now, SnapshotSize then) {
        if (then.bytes() == 0) {
            return now.bytes() == 0 ? ANY : Double.MAX_VALUE;
        }
        return now.bytes() * (double) ANY / then.bytes();
    }

    /** Of the same host and paths: a source may have several, and each has a size of its own. */
    private Optional<Snapshot> before(BackupSource source, Snapshot youngest) {
        return snapshots.stream()
                .filter(snapshot -> Freshness.isOf(snapshot, source))
                .filter(snapshot -> snapshot.hostname().equals(youngest.hostname())
                        && new HashSet<>(snapshot.paths()).equals(new HashSet<>(youngest.paths())))
                .filter(snapshot -> snapshot.time().isBefore(youngest.time()))
                .max(Comparator.comparing(Snapshot::time));
    }

    private void holds(List<HeldFile> files, Snapshot youngest, Seen seen) {
        if (files.isEmpty()) {
            return;
        }
        var nodes = look.nodes(youngest, files.stream().map(HeldFile::path).toList());
        var missed =
                files.stream().flatMap(file -> missed(file, nodes).stream()).toList();
        if (missed.isEmpty()) {
            seen.right.add("it holds " + (files.size() == 1 ? "the file" : "all " + files.size() + " files")
                    + " that it must");
        } else {
            missed.forEach(seen.wrong::add);
            seen.remedies.add("see why what writes such a file has failed, and whether its backup waits for that");
        }
    }

    private static Optional<String> missed(HeldFile file, Map<String, SnapshotLook.Node> nodes) {
        var node = nodes.get(file.path());
        if (node == null) {
            return Optional.of(file.path() + " is not in it");
        }
        if (!"file".equals(node.type())) {
            return Optional.of(file.path() + " is no file: " + node.type());
        }
        return node.bytes() < file.atLeast().bytes()
                ? Optional.of(file.path() + " has " + Sizes.text(node.bytes()) + ", and must have "
                        + Sizes.text(file.atLeast().bytes()))
                : Optional.empty();
    }
}

package io.homelab.activities.restic;

import io.homelab.lab.definition.BackupSource;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Whether what must be in a repository is there, and how old it is. */
public final class Freshness {
    /** Clocks of a lab differ by that much and nobody is hurt. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final String set;
    private final List<Snapshot> snapshots;
    private final Instant now;

    public Freshness(String set, List<Snapshot> snapshots, Instant now) {
        this.set = set;
        this.snapshots = List.copyOf(snapshots);
        this.now = now;
    }

    BackupCheck of(BackupSource source) {
        var check = CheckNames.snapshots(name(source));
        var youngest = youngest(snapshots, source);
        if (youngest.isEmpty()) {
            return BackupCheck.fail(
                    set,
                    check,
                    "there is none, of " + snapshots.size() + " snapshots in all",
                    List.of(),
                    "see whether its backup runs; or correct the source in lab.yaml");
        }
        var age = Duration.between(youngest.get().time().toInstant(), now);
        var seen = "the youngest, " + youngest.get().id() + ", is " + (age.isNegative() ? "from the future, " : "")
                + Ages.text(age.abs()) + (age.isNegative() ? " ahead" : " old");
        if (age.isNegative() && age.abs().compareTo(SKEW) > 0) {
            return BackupCheck.fail(
                    set, check, seen, List.of(), "set the clock of the machine that was backed up, or of this one");
        }
        return age.compareTo(source.within()) > 0
                ? BackupCheck.fail(
                        set,
                        check,
                        seen + ", and may be " + Ages.text(source.within()),
                        List.of(),
                        "see why its backup has not run since")
                : BackupCheck.pass(set, check, seen);
    }

    /** The youngest snapshot of a source. */
    public static Optional<Snapshot> youngest(List<Snapshot> snapshots, BackupSource source) {
        return snapshots.stream().filter(snapshot -> isOf(snapshot, source)).max(Comparator.comparing(Snapshot::time));
    }

    static boolean isOf(Snapshot snapshot, BackupSource source) {
        return (source.host() == null || source.host().equals(snapshot.hostname()))
                && (source.paths().isEmpty() || new HashSet<>(source.paths()).equals(new HashSet<>(snapshot.paths())))
                && (source.tag() == null || snapshot.tags().contains(source.tag()));
    }

    /** What people call a source. */
    public static String name(BackupSource source) {
        var words = new ArrayList<String>();
        if (source.host() != null) {
            words.add("host " + source.host());
        }
        if (!source.paths().isEmpty()) {
            words.add(String.join(", ", source.paths()));
        }
        if (source.tag() != null) {
            words.add("tag " + source.tag());
        }
        return String.join(", ", words);
    }
}

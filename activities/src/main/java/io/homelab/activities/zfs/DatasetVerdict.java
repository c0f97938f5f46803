package io.homelab.activities.zfs;

import io.homelab.lab.definition.SnapshotPolicy;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether datasets have the snapshots that they must have: asked of ZFS itself, since sanoid answers from a cache. */
final class DatasetVerdict {
    /** Clocks of a lab differ by that much and nobody is hurt. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final String pool;
    private final List<String> datasets;
    private final List<ZfsSnapshot> snapshots;
    private final Instant now;

    DatasetVerdict(String pool, List<String> datasets, List<ZfsSnapshot> snapshots, Instant now) {
        this.pool = pool;
        this.datasets = List.copyOf(datasets);
        this.snapshots = List.copyOf(snapshots);
        this.now = now;
    }

    BackupCheck of(String dataset, SnapshotPolicy policy) {
        var check = "snapshots of " + dataset;
        if (!datasets.contains(dataset)) {
            return BackupCheck.fail(
                    pool,
                    check,
                    "there is no such dataset",
                    List.of(),
                    "zfs list on the host shows those that there are; zfs import and zfs mount, or correct lab.yaml");
        }
        var own = snapshots.stream()
                .filter(each -> each.dataset().equals(dataset))
                .toList();
        var good = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        policy.kinds().forEach((kind, within) -> {
            var youngest = own.stream()
                    .filter(each -> each.kind().filter(kind::equals).isPresent())
                    .max(Comparator.comparing(ZfsSnapshot::created));
            var finding = finding(kind, within, youngest);
            if (finding.isPresent()) {
                wrong.add(finding.get());
            } else {
                youngest.ifPresent(each -> good.add(kind + " " + age(each)));
            }
        });
        if (wrong.isEmpty()) {
            return BackupCheck.pass(
                    pool, check, "the youngest: " + String.join(", ", good) + "; " + own.size() + " in all");
        }
        return BackupCheck.fail(
                pool,
                check,
                wrong.getFirst(),
                wrong.subList(1, wrong.size()),
                "see why none is taken: systemctl status sanoid.timer sanoid.service on the host, and its"
                        + " /etc/sanoid/sanoid.conf");
    }

    private Optional<String> finding(String kind, Duration within, Optional<ZfsSnapshot> youngest) {
        if (youngest.isEmpty()) {
            return Optional.of("there is no " + kind + " snapshot");
        }
        var age = Duration.between(youngest.get().created(), now);
        if (age.isNegative() && age.abs().compareTo(SKEW) > 0) {
            return Optional.of(
                    "the youngest " + kind + " snapshot, " + youngest.get().name() + ", is from the future, "
                            + Ages.text(age.abs()) + " ahead: set the clock of the host, or of this machine");
        }
        return age.compareTo(within) > 0
                ? Optional.of("the youngest " + kind + " snapshot, "
                        + youngest.get().name() + ", is " + Ages.text(age) + " old, and may be " + Ages.text(within))
                : Optional.empty();
    }

    private String age(ZfsSnapshot snapshot) {
        return Ages.text(Duration.between(snapshot.created(), now));
    }
}

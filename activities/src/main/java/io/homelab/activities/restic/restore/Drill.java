package io.homelab.activities.restic.restore;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.restic.BrokenSnapshot;
import io.homelab.activities.restic.Freshness;
import io.homelab.activities.restic.Snapshot;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.BackupSource;
import io.homelab.lab.definition.RestoreDrill;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import io.homelab.workflows.backup.Sizes;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Restores a sample of one source to a directory of its own, and compares it. */
final class Drill {
    private static final Duration LIMIT = Duration.ofMinutes(25);
    private static final String ROOM = "make room there, or lower drill.maxMiB of the set in lab.yaml";

    private final String set;
    private final String run;
    private final Restoration restoration;
    private final RestoreDrill drill;
    private final DrillLog log;
    private final Canaries canaries;
    private final Path scratch;
    private final LabClock clock;

    /**
     * @param run of the verification
     * @param scratch that nobody else uses; it is there only while the drill lasts
     */
    Drill(
            String set,
            String run,
            Restoration restoration,
            RestoreDrill drill,
            DrillLog log,
            Canaries canaries,
            Path scratch,
            LabClock clock) {
        this.set = set;
        this.run = run;
        this.restoration = restoration;
        this.drill = drill;
        this.log = log;
        this.canaries = canaries;
        this.scratch = scratch;
        this.clock = clock;
    }

    /** What a restore of this source's youngest snapshot has shown. */
    List<BackupCheck> of(BackupSource source, Snapshot snapshot) throws IOException {
        try {
            return restored(source, snapshot);
        } catch (BrokenSnapshot e) {
            return List.of(BackupCheck.fail(
                    set,
                    CheckNames.restore(Freshness.name(source)),
                    "snapshot " + snapshot.id() + " cannot be listed: " + e.getMessage(),
                    List.of(),
                    "homelab backup verify --full says what else is damaged; back the source up anew"));
        }
    }

    private List<BackupCheck> restored(BackupSource source, Snapshot snapshot) throws IOException {
        var name = Freshness.name(source);
        var sample = new Sample(
                drill.files(), (long) drill.maxMiB() << 20, log.end(name, run).orElse(null));
        var canary = new Entry[1];
        restoration.list(snapshot.wholeId(), List.of(), entry -> {
            if (entry.where().equals(source.canary())) {
                canary[0] = entry;
            } else {
                sample.offer(entry);
            }
        });
        var wanted = new ArrayList<>(sample.chosen());
        if (canary[0] != null) {
            wanted.add(canary[0]);
        }
        var checks = new ArrayList<BackupCheck>();
        var digests = new HashMap<String, String>();
        if (drill.files() > 0 && sample.chosen().isEmpty()) {
            checks.add(nothing(CheckNames.restore(name), snapshot, sample.files()));
        } else if (!wanted.isEmpty()) {
            var check = compared(CheckNames.restore(name), source, snapshot, wanted, sample.end(), digests);
            if (drill.files() > 0) {
                checks.add(check);
            }
        }
        if (source.canary() != null) {
            checks.add(new CanaryVerdict(set, canaries)
                    .of(name, source.canary(), snapshot, canary[0] != null, digests.get(source.canary())));
        }
        return checks;
    }

    private BackupCheck nothing(String check, Snapshot snapshot, long files) {
        return BackupCheck.fail(
                set,
                check,
                "snapshot " + snapshot.id()
                        + (files == 0
                                ? " holds no file at all"
                                : " holds no file of at most " + drill.maxMiB() + " MiB"),
                List.of(),
                files == 0 ? "see what its backup backs up" : "raise drill.maxMiB of the set in lab.yaml");
    }

    private BackupCheck compared(
            String check,
            BackupSource source,
            Snapshot snapshot,
            List<Entry> wanted,
            @Nullable String end,
            Map<String, String> digests)
            throws IOException {
        long bytes = wanted.stream().mapToLong(Entry::bytes).sum();
        try {
            prepare(bytes);
            var watch = LabClock.stopwatch();
            var errors = restoration.bring(
                    snapshot.wholeId(), wanted.stream().map(Entry::where).toList(), scratch, LIMIT, ROOM);
            var took = watch.elapsed();
            var comparison = new Comparison(
                    scratch,
                    errors,
                    (entry, digest) -> digests.put(entry.where(), digest),
                    () -> Await.beat("comparing"));
            wanted.forEach(comparison::look);
            comparison.end();
            var beside = beside(source, wanted, digests);
            var now = clock.now();
            log.add(new DrillLog.Line(
                    now,
                    run,
                    Freshness.name(source),
                    snapshot.id(),
                    wanted.size(),
                    bytes,
                    took.toMillis(),
                    comparison.findings(),
                    end,
                    Math.max(
                            0,
                            Duration.between(snapshot.time().toInstant(), now).toMillis())));
            return verdict(check, snapshot, wanted.size(), comparison, beside, took);
        } finally {
            Trees.remove(scratch, () -> {});
        }
    }

    private void prepare(long bytes) throws IOException {
        Trees.remove(scratch, () -> {}); // of an attempt that died
        Files.createDirectories(Objects.requireNonNull(scratch.getParent()));
        Files.createDirectory(
                scratch, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        long free = Files.getFileStore(scratch).getUsableSpace();
        if (bytes > free) {
            throw new Problem(
                    FailureClass.CAPACITY,
                    "a drill needs " + Sizes.text(bytes) + ", and " + Sizes.text(free) + " are free",
                    scratch.toString(),
                    ROOM);
        }
    }

    /** What came back beside what lives, where that has not changed since by its size and time. */
    private record Beside(int same, List<String> different) {}

    private static Beside beside(BackupSource source, List<Entry> wanted, Map<String, String> digests)
            throws IOException {
        int same = 0;
        var different = new ArrayList<String>();
        for (var entry : wanted) {
            var digest = digests.get(entry.where());
            var living = Path.of(entry.where());
            if (source.local() && digest != null && Living.isUnchanged(living, entry)) {
                if (Sha256.of(living).equals(digest)) {
                    same++;
                } else if (Living.isUnchanged(
                        living, entry)) { // looked at again, since it may have been written meanwhile
                    different.add(entry.where() + ": what lives has the same size and time, and another content");
                }
            }
        }
        return new Beside(same, different);
    }

    private BackupCheck verdict(
            String check, Snapshot snapshot, int files, Comparison comparison, Beside beside, Duration took) {
        if (comparison.findings() == 0 && beside.different().isEmpty()) {
            return BackupCheck.pass(
                    set,
                    check,
                    comparison.files() + (comparison.files() == 1 ? " file, " : " files, ")
                            + Sizes.text(comparison.bytes()) + ", of snapshot " + snapshot.id()
                            + " came back whole in " + Math.max(1, took.toSeconds()) + " s"
                            + (beside.same() > 0 ? "; " + beside.same() + " beside what lives, and the same" : ""));
        }
        var named = new ArrayList<>(comparison.named());
        named.addAll(beside.different());
        return BackupCheck.fail(
                set,
                check,
                (comparison.findings() + beside.different().size()) + " of " + files + " files of snapshot "
                        + snapshot.id() + " did not come back whole",
                named,
                "homelab backup verify --full says what else is damaged; keep the source of these files, and back it up"
                        + " anew");
    }
}

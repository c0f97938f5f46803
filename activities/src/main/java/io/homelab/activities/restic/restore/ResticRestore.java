package io.homelab.activities.restic.restore;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.BrokenSnapshot;
import io.homelab.activities.restic.Repositories;
import io.homelab.activities.restic.Restic;
import io.homelab.activities.restic.Snapshot;
import io.homelab.activities.restic.restore.Work.Chosen;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.state.AtomicFile;
import io.homelab.workflows.backup.Sizes;
import io.homelab.workflows.backup.restore.Compared;
import io.homelab.workflows.backup.restore.RestoreActivities;
import io.homelab.workflows.backup.restore.RestorePlan;
import io.homelab.workflows.backup.restore.RestoreRequest;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicLong;

/** Restores by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticRestore implements RestoreActivities {
    /** A part of a restore; a larger one would be one file. Below start-to-close of all of them. */
    private static final Duration PART = Duration.ofHours(11);

    private static final int RUN = 8;

    private final Repositories repositories;
    private final Restic restic;
    private final Path works;
    private final Path sums;

    public ResticRestore(LabReader labs, Transports transports, Restic restic, Path stateDirectory) {
        this.repositories = new Repositories(labs, transports);
        this.restic = restic;
        this.works = stateDirectory.resolve("restores");
        this.sums = stateDirectory.resolve("evidence").resolve("restores");
    }

    @Override
    public RestorePlan plan(RestoreTask task) {
        return OnDisk.of(works, () -> {
            var work = work(task);
            var before = work.chosen();
            if (before.isPresent()) {
                return before.get().plan();
            }
            var request = checked(task.request());
            var target = target(task);
            target.check();
            var restoration = restoration(task);
            var snapshot = new SnapshotChoice(request).of(restoration.snapshots());
            var manifest = work.manifest();
            var listed = new Listed(request);
            try {
                manifest.write(each -> restoration.list(snapshot.wholeId(), request.paths(), entry -> {
                    listed.add(entry);
                    each.accept(entry);
                }));
            } catch (BrokenSnapshot e) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "snapshot " + snapshot.id() + " cannot be listed: " + e.getMessage(),
                        "backup set " + request.set(),
                        "choose an older one: --before " + snapshot.time().toInstant(),
                        e);
            }
            listed.check(snapshot);
            var plan = plan(snapshot, request, target, listed);
            fits(plan, target);
            work.keep(new Chosen(snapshot.wholeId(), plan, new Parts(manifest).cut()));
            return plan;
        });
    }

    /** What came out of a listing. */
    private static final class Listed {
        private final RestoreRequest request;
        private final HashSet<String> missing;
        private final AtomicLong files = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();

        Listed(RestoreRequest request) {
            this.request = request;
            this.missing = new HashSet<>(request.paths());
        }

        void add(Entry entry) {
            missing.remove(entry.where());
            if (!entry.isDirectory()) {
                files.incrementAndGet();
                bytes.addAndGet(entry.bytes());
            }
        }

        void check(Snapshot snapshot) {
            if (!missing.isEmpty()) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "snapshot " + snapshot.id() + " has no " + String.join(", ", missing),
                        "backup set " + request.set(),
                        "correct --path, or choose another --snapshot or --before");
            }
        }
    }

    private static RestorePlan plan(Snapshot snapshot, RestoreRequest request, Target target, Listed listed) {
        return new RestorePlan(
                snapshot.id(),
                snapshot.time().toInstant(),
                snapshot.hostname(),
                request.paths(),
                where(request).toString(),
                request.inPlace() ? "/" : where(request).toString(),
                target.isOccupied() ? where(request).toString() : null,
                target.isOccupied() ? target.aside().toString() : null,
                listed.files.get(),
                listed.bytes.get());
    }

    private static void fits(RestorePlan plan, Target target) throws IOException {
        if (plan.bytes() > target.freeBytes()) {
            throw new Problem(
                    FailureClass.CAPACITY,
                    Sizes.text(plan.bytes()) + " come back, and " + Sizes.text(target.freeBytes()) + " are free",
                    plan.target(),
                    "make room there, or restore less: --path");
        }
    }

    private static RestoreRequest checked(RestoreRequest request) {
        for (var path : request.paths()) {
            absolute(path);
        }
        if (request.inPlace() ? request.paths().size() != 1 || request.to() != null : request.to() == null) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "it must be said where it goes: a target, or one path and that it goes back in place",
                    "backup set " + request.set(),
                    "homelab backup restore --help");
        }
        if (absolute(where(request).toString()).getParent() == null) {
            throw new Problem(FailureClass.CONFIG, "/ cannot be replaced", "/", "choose a directory below it");
        }
        return request;
    }

    private static Path absolute(String text) {
        var path = Path.of(text);
        if (!path.isAbsolute()
                || !path.equals(path.normalize())
                || !path.toString().equals(text)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "a path must be absolute, without . and .. and a / at its end",
                    text,
                    "write it like /srv/photos");
        }
        return path;
    }

    private static Path where(RestoreRequest request) {
        return Path.of(request.inPlace() ? request.paths().getFirst() : String.valueOf(request.to()));
    }

    @Override
    public Outcome restore(RestoreTask task) {
        return OnDisk.of(works, () -> {
            var work = work(task);
            var chosen = chosen(work);
            var staging = target(task).staging();
            var restoration = restoration(task);
            for (int part = work.brought(); part < chosen.parts().size(); part++) {
                Await.beat("part " + (part + 1) + " of " + chosen.parts().size());
                var errors = restoration.bring(
                        chosen.snapshot(),
                        chosen.parts().get(part),
                        staging,
                        PART,
                        "make room there, then: homelab run retry");
                work.brought(part + 1, errors);
            }
            Files.createDirectories(staging); // a snapshot may be empty
            return Outcome.changed(
                    Sizes.text(chosen.plan().bytes()) + " at " + staging
                            + (chosen.parts().size() > 1
                                    ? ", in " + chosen.parts().size() + " parts"
                                    : ""),
                    Duration.ZERO);
        });
    }

    @Override
    public Compared compare(RestoreTask task) {
        return OnDisk.of(works, () -> {
            var work = work(task);
            chosen(work);
            Files.createDirectories(sums);
            var draft = sums.resolve(run(task) + ".sha256.draft");
            var list = sums.resolve(run(task) + ".sha256");
            Comparison comparison;
            try (var writer = Files.newBufferedWriter(draft)) {
                comparison = new Comparison(
                        target(task).staging(), work.errors(), Comparison.to(writer), () -> Await.beat("comparing"));
                work.manifest().each(comparison::look);
                comparison.end();
            }
            AtomicFile.sync(draft);
            Files.move(draft, list, StandardCopyOption.REPLACE_EXISTING);
            return new Compared(
                    comparison.files(),
                    comparison.bytes(),
                    comparison.findings(),
                    comparison.named(),
                    "evidence/restores/" + list.getFileName(),
                    Sha256.of(list));
        });
    }

    @Override
    public Outcome publish(RestoreTask task) {
        return OnDisk.of(works, () -> {
            var work = work(task);
            if (work.chosen().isEmpty()) {
                return Outcome.unchanged("it is at the target"); // moved before, by an attempt that nobody heard of
            }
            var plan = chosen(work).plan();
            var target = target(task);
            var moved = target.publish();
            work.forget();
            return Outcome.changed(
                    "it is at " + plan.target() + (moved ? "; what was there is at " + target.aside() : ""),
                    Duration.ZERO);
        });
    }

    @Override
    public Outcome discard(RestoreTask task) {
        return OnDisk.of(works, () -> {
            var work = work(task);
            if (work.chosen().isPresent()) {
                Trees.remove(target(task).staging(), () -> Await.beat("removing"));
            }
            work.forget();
            return Outcome.changed("nothing is left of it", Duration.ZERO);
        });
    }

    private static Chosen chosen(Work work) throws IOException {
        return work.chosen()
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "what the restore has chosen is no longer on disk",
                        "restores, below the state directory",
                        "abort, and restore again"));
    }

    private Work work(RestoreTask task) {
        return new Work(works.resolve(run(task)));
    }

    private static Target target(RestoreTask task) {
        return new Target(
                where(task.request()),
                task.request().inPlace(),
                run(task).substring(0, Math.min(RUN, run(task).length())));
    }

    /** The part of it that no other run has. */
    private static String run(RestoreTask task) {
        return task.run().substring(task.run().indexOf('/') + 1);
    }

    private Restoration restoration(RestoreTask task) {
        return new Restoration(restic, repositories.probed(task.set()));
    }
}

package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.DeepTurns.Line;
import io.homelab.activities.restic.DeepTurns.Part;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.DeepCheck;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.DeepCheckActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Has restic read a part of the packs, from the ledger of each set. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticDeepCheck implements DeepCheckActivities {
    /** Below start-to-close, so that whoever needs more hears why. */
    private static final Duration LONGEST = Duration.ofHours(11);

    private final Repositories repositories;
    private final Restic restic;
    private final Path directory;
    private final LabClock clock;
    private final Duration longest;

    public ResticDeepCheck(LabReader labs, Transports transports, Restic restic, Path stateDirectory, LabClock clock) {
        this(labs, transports, restic, stateDirectory, clock, LONGEST);
    }

    /** @param longest that all of a check may take; then restic is stopped */
    ResticDeepCheck(
            LabReader labs,
            Transports transports,
            Restic restic,
            Path stateDirectory,
            LabClock clock,
            Duration longest) {
        this.repositories = new Repositories(labs, transports);
        this.restic = restic;
        this.directory = stateDirectory.resolve("evidence").resolve("deep");
        this.clock = clock;
        this.longest = longest;
    }

    @Override
    public Checks deep(DeepRequest request) {
        var ledger = directory.resolve(request.set().name() + ".jsonl");
        try {
            return new Checks(List.of(checked(request, new DeepTurns(ledger))));
        } catch (JacksonException e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the ledger is damaged: " + e.getOriginalMessage(),
                    ledger.toString(),
                    "keep it for whoever asks what happened, and move it away: it begins with part 1 then",
                    e);
        } catch (IOException e) {
            throw Ledgers.unwritable(directory, e);
        }
    }

    private BackupCheck checked(DeepRequest request, DeepTurns turns) throws IOException {
        var deep = asked(repositories.open(request.set()));
        var verdict = new DeepVerdict(request.set().name(), deep);
        var before = turns.of(request.run());
        if (before.isPresent()) { // who did it died before he could say so
            return verdict.read(before.get());
        }
        var last = turns.last();
        var began = clock.now();
        if (last.isPresent() && !DeepTurns.isDue(last.get(), deep, began)) {
            return verdict.notDue(last.get(), began);
        }
        var part = DeepTurns.turn(last, deep);
        var watch = LabClock.stopwatch();
        var found = found(request.set(), part, watch);
        if (found.isEmpty()) {
            return verdict.tooLong(part, longest);
        }
        var line = new Line(
                began,
                request.run(),
                part.n(),
                part.of(),
                watch.elapsed().toSeconds(),
                found.get().isEmpty(),
                what(found.get(), part));
        turns.add(line);
        return verdict.read(line);
    }

    private static DeepCheck asked(Open open) {
        return Objects.requireNonNull(open.set().audit().deep(), "asked for only where the lab file does");
    }

    /** Empty when it took too long. */
    private Optional<CheckFindings> found(SetRef set, Part part, LabClock.Stopwatch watch) {
        try {
            var first = look(set, part, longest);
            // A prune at the same time looks like damage, and a line may garble what the disk has right.
            boolean again = !first.isEmpty() && watch.elapsed().multipliedBy(2).compareTo(longest) < 0;
            return Optional.of(again ? look(set, part, longest.minus(watch.elapsed())) : first);
        } catch (Problem e) {
            if (watch.elapsed().compareTo(longest) < 0) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private CheckFindings look(SetRef set, Part part, Duration limit) {
        var found = CheckFindings.of(restic, repositories.probed(set), List.of(subset(part)), limit);
        if (!found.isEmpty()) {
            repositories.probed(set); // restic says of a server that went away that its packs are damaged
        }
        return found;
    }

    private static List<String> what(CheckFindings found, Part part) {
        var what = new ArrayList<String>();
        if (!found.isEmpty()) {
            what.add(found.summary());
            what.addAll(found.others("restic check " + subset(part)));
        }
        return what;
    }

    /** Restic chooses by the first byte of a pack's id (selectPacksByBucket in cmd_check.go of 0.14). */
    private static String subset(Part part) {
        return "--read-data-subset=" + part.n() + "/" + part.of();
    }
}

package io.homelab.activities.restic;

import io.homelab.activities.restic.DeepTurns.Line;
import io.homelab.activities.restic.DeepTurns.Part;
import io.homelab.lab.definition.DeepCheck;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import java.time.Duration;
import java.time.Instant;

/** What a deep check means. */
final class DeepVerdict {
    private static final String REPAIR =
            "keep a copy of the repository before you repair it: restic repair packs ID (0.16 and later; before: move the pack"
                    + " away, then rebuild-index) keeps what is whole, then a new backup brings back what its source still has."
                    + " The same part is read again by each verification until it passes";

    private final String set;
    private final DeepCheck deep;

    DeepVerdict(String set, DeepCheck deep) {
        this.set = set;
        this.deep = deep;
    }

    BackupCheck read(Line line) {
        return line.ok()
                ? BackupCheck.pass(
                        set,
                        CheckNames.DEEP,
                        line.part() + " read deep in " + Ages.text(Duration.ofSeconds(line.seconds())))
                : BackupCheck.fail(
                        set,
                        CheckNames.DEEP,
                        line.part() + ": " + line.what().getFirst(),
                        line.what().subList(1, line.what().size()),
                        REPAIR);
    }

    BackupCheck notDue(Line last, Instant now) {
        return BackupCheck.pass(
                set,
                CheckNames.DEEP,
                "not due: " + last.part() + " was read deep " + Ages.text(Duration.between(last.at(), now))
                        + " ago, and passed; the next one is due in "
                        + Ages.text(Duration.between(now, last.next(deep))));
    }

    BackupCheck tooLong(Part part, Duration limit) {
        return BackupCheck.unknown(
                set,
                CheckNames.DEEP,
                part + " was not read within " + Ages.text(limit),
                "raise audit.deep.of of the set in lab.yaml, which makes the parts smaller; it begins with the first of them");
    }
}

package io.homelab.activities.backup;

import io.homelab.activities.restic.Freshness;
import io.homelab.lab.definition.BackupSet;
import io.homelab.lab.definition.Backups;
import io.homelab.lab.definition.CopyPlace;
import io.homelab.lab.definition.KeptCopies;
import io.homelab.workflows.backup.copies.CopyRules;
import io.homelab.workflows.backup.copies.CopyRules.CopyRule;
import io.homelab.workflows.backup.copies.CopyRules.PlacedCopy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must be kept in several places, by the lab file, whose rules have seen that each set has a place and one source of it. */
final class CopiesInLab {
    private CopiesInLab() {}

    /**
     * A run that leaves out a set of a rule cannot say whether it is kept.
     *
     * @param sets that a run looks at
     */
    static @Nullable CopyRules of(Backups backups, List<String> sets) {
        var rules = backups.copies().entrySet().stream()
                .filter(kept -> sets.containsAll(kept.getValue().sets()))
                .map(kept -> rule(kept.getKey(), kept.getValue(), backups))
                .toList();
        return rules.isEmpty() ? null : new CopyRules(rules);
    }

    private static CopyRule rule(String name, KeptCopies kept, Backups backups) {
        var live = Stream.ofNullable(kept.live()).map(place -> copy(null, null, place));
        var sets = kept.sets().stream()
                .map(set ->
                        copy(set, kept, Objects.requireNonNull(backups.sets().get(set))));
        return new CopyRule(
                name,
                kept.copies(),
                kept.media(),
                kept.offsite(),
                Stream.concat(live, sets).toList());
    }

    private static PlacedCopy copy(String name, KeptCopies kept, BackupSet set) {
        var source = set.sources().stream().filter(kept::isIn).findFirst().orElseThrow();
        return copy(name, Freshness.name(source), Objects.requireNonNull(set.place()));
    }

    private static PlacedCopy copy(@Nullable String set, @Nullable String source, CopyPlace place) {
        return new PlacedCopy(set, source, place.site(), place.medium());
    }
}

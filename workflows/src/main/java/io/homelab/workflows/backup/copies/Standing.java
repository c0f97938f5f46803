package io.homelab.workflows.backup.copies;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckNames;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.copies.CopyRules.PlacedCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one run says of a copy.
 *
 * @param copy where it is
 * @param checks that were made of it; none of what lives
 */
record Standing(PlacedCopy copy, List<BackupCheck> checks) {
    Standing {
        checks = List.copyOf(checks);
    }

    static Standing of(PlacedCopy copy, List<BackupCheck> checks) {
        if (copy.set() == null || copy.source() == null) {
            return new Standing(copy, List.of());
        }
        var source = copy.source();
        var of = new ArrayList<>(checks.stream()
                .filter(check ->
                        check.set().equals(copy.set()) && judging(source).contains(check.check()))
                .toList());
        needed(source)
                .filter(names -> of.stream().map(BackupCheck::check).noneMatch(names::contains))
                .forEach(names -> of.add(BackupCheck.unknown(
                        copy.set(), names.getFirst(), "it was not looked at", "homelab backup verify")));
        return new Standing(copy, of);
    }

    /** Those that speak of this source, or of the whole repository; what another source lacks is no fault of this one. */
    private static Set<String> judging(String source) {
        return Set.of(
                CheckNames.SNAPSHOTS,
                CheckNames.snapshots(source),
                CheckNames.CONTENT,
                CheckNames.content(source),
                CheckNames.METADATA,
                CheckNames.PACKS,
                CheckNames.DEEP,
                CheckNames.RESTORE,
                CheckNames.restore(source),
                CheckNames.canary(source));
    }

    /** Without one of each nobody has looked; deep checks, drills and canaries are for those who asked for them. */
    private static Stream<List<String>> needed(String source) {
        return Stream.of(
                List.of(CheckNames.snapshots(source), CheckNames.SNAPSHOTS),
                List.of(CheckNames.METADATA),
                List.of(CheckNames.PACKS));
    }

    CheckVerdict verdict() {
        return checks.isEmpty() ? CheckVerdict.PASS : CheckVerdict.worst(checks);
    }

    boolean counts() {
        return verdict() == CheckVerdict.PASS;
    }

    boolean mayCount() {
        return verdict() != CheckVerdict.FAIL;
    }

    /** The checks that make it so: the bad ones, or the one that says how old the copy is. */
    Stream<BackupCheck> deciding() {
        return checks.stream()
                .filter(check -> counts()
                        ? check.check().equals(CheckNames.snapshots(String.valueOf(copy.source())))
                        : check.verdict() == verdict());
    }

    String name() {
        return Objects.requireNonNullElse(copy.set(), "live");
    }

    /** Such as {@code nas (home, hdd)}. */
    String place() {
        return name() + " (" + copy.site() + ", " + copy.medium() + ")";
    }
}

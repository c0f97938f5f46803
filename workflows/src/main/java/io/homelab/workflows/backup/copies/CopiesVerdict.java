package io.homelab.workflows.backup.copies;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.copies.CopyRules.CopyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether there are copies enough, by the checks of one run and nothing else. A copy counts that is there, young enough and whole in
 * that run; what lives counts by the word of the lab file. What could not be looked at is no copy, and no missing one either.
 */
public final class CopiesVerdict {
    private final CopyRule rule;
    private final List<Standing> standings;

    private CopiesVerdict(CopyRule rule, List<Standing> standings) {
        this.rule = rule;
        this.standings = standings;
    }

    /** The check of a rule, under the rule's name instead of a set's. */
    public static BackupCheck of(CopyRule rule, List<BackupCheck> checks) {
        return new CopiesVerdict(
                        rule,
                        rule.places().stream()
                                .map(copy -> Standing.of(copy, checks))
                                .toList())
                .check();
    }

    /** What a rule asks for, such as {@code 3-2-1}. */
    public static String name(CopyRule rule) {
        return rule.copies() + "-" + rule.media() + "-" + rule.offsite();
    }

    private BackupCheck check() {
        var sure = those(Standing::counts);
        var verdict = suffices(sure)
                ? CheckVerdict.PASS
                : suffices(those(Standing::mayCount)) ? CheckVerdict.UNKNOWN : CheckVerdict.FAIL;
        var seen = Stream.of(
                        words(sure) + (sure.isEmpty() ? "" : ": " + places(sure)),
                        verdict == CheckVerdict.PASS ? "" : wanted(),
                        without("not counted", CheckVerdict.FAIL),
                        without("not known", CheckVerdict.UNKNOWN))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return new BackupCheck(
                rule.name(), name(rule), verdict, seen, details(), verdict == CheckVerdict.PASS ? null : remedy());
    }

    private String wanted() {
        return "there must be " + rule.copies() + " on " + rule.media() + ", " + rule.offsite() + " off-site";
    }

    private List<Standing> those(Predicate<Standing> which) {
        return standings.stream().filter(which).toList();
    }

    private boolean suffices(List<Standing> those) {
        return those.size() >= rule.copies() && media(those) >= rule.media() && offsite(those) >= rule.offsite();
    }

    private static long media(List<Standing> those) {
        return those.stream()
                .map(standing -> standing.copy().medium())
                .distinct()
                .count();
    }

    /** Home stays where it is when the copy there does not count: what is left elsewhere is off-site all the same. */
    private long offsite(List<Standing> those) {
        return those.stream()
                .filter(standing ->
                        !standing.copy().site().equals(rule.places().getFirst().site()))
                .count();
    }

    /** Such as {@code 3 copies on 2 media, 1 off-site}. */
    private String words(List<Standing> those) {
        return those.size() + (those.size() == 1 ? " copy on " : " copies on ") + media(those)
                + (media(those) == 1 ? " medium, " : " media, ") + offsite(those) + " off-site";
    }

    private static String places(List<Standing> those) {
        return those.stream().map(Standing::place).collect(Collectors.joining(", "));
    }

    /** Such as {@code not counted: nas (home, hdd) for packs}; empty when there is none. */
    private String without(String said, CheckVerdict verdict) {
        var those = those(standing -> standing.verdict() == verdict);
        return those.isEmpty()
                ? ""
                : those.stream()
                        .map(standing -> standing.place() + " for "
                                + standing.deciding().map(BackupCheck::check).collect(Collectors.joining(", ")))
                        .collect(Collectors.joining(", ", said + ": ", ""));
    }

    /** What each copy's standing comes from, in the words of the checks themselves. */
    private List<String> details() {
        var details = new ArrayList<String>();
        standings.forEach(standing -> standing.deciding()
                .map(check -> check.set() + ", " + check.check() + ": " + check.seen())
                .forEach(details::add));
        return details;
    }

    private String remedy() {
        var sets = those(standing -> !standing.counts()).stream()
                .map(Standing::name)
                .toList();
        return sets.isEmpty()
                ? "name more sets, media or sites in backups.copies." + rule.name() + " of lab.yaml"
                : "see the checks of " + String.join(" and ", sets)
                        + ": a set counts again in the verification in which they pass";
    }
}

package io.homelab.activities.restic;

import io.homelab.activities.transport.BucketSettings.Act;
import io.homelab.activities.transport.BucketSettings.LifecycleRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** Which lifecycle rules of a bucket take something of the repository away. */
final class LifecycleVerdict {
    /** What restic writes (doc/design.rst); another folder beside these may come and go as it likes. */
    private static final List<String> PARTS = List.of("config", "data/", "index/", "keys/", "locks/", "snapshots/");

    private final String prefix;
    private final Instant since;

    /**
     * @param prefix of the repository's keys, with a slash at its end; empty: the whole bucket
     * @param since when the repository was made
     */
    LifecycleVerdict(String prefix, Instant since) {
        this.prefix = prefix;
        this.since = since;
    }

    /** A sentence for each thing that a rule does to the repository. */
    List<String> findings(List<LifecycleRule> rules) {
        return rules.stream()
                .filter(this::concerns)
                .flatMap(rule -> rule.acts().stream().map(act -> sentence(rule, act)))
                .toList();
    }

    /** What becomes of older versions: worth knowing, and nothing wrong. */
    List<String> notes(List<LifecycleRule> rules) {
        return rules.stream()
                .filter(this::concerns)
                .flatMap(rule -> rule.olderVersions().stream()
                        .map(becomes -> "older versions are " + becomes + " (" + name(rule) + ")"))
                .toList();
    }

    /** A prefix need not end at a slash: {@code re} is one of {@code restic/config}. */
    private boolean concerns(LifecycleRule rule) {
        return rule.enabled()
                && PARTS.stream()
                        .map(part -> prefix + part)
                        .anyMatch(part ->
                                part.startsWith(rule.prefix()) || rule.prefix().startsWith(part));
    }

    private String sentence(LifecycleRule rule, Act act) {
        return name(rule) + " " + act.what() + " " + where(rule) + " " + when(act);
    }

    private static String name(LifecycleRule rule) {
        return rule.id().map(id -> "rule " + id).orElse("a rule without an id");
    }

    private static String where(LifecycleRule rule) {
        return (rule.prefix().isEmpty() ? "every object" : "what begins with " + rule.prefix())
                + (rule.conditions().isEmpty() ? "" : ", " + String.join(", ", rule.conditions()) + ",");
    }

    private String when(Act act) {
        if (act.date() != null) {
            return "on " + day(act.date());
        }
        var days = Objects.requireNonNullElse(act.days(), 0);
        return "after " + days + (days == 1 ? " day" : " days") + ", from " + day(since.plus(Duration.ofDays(days)))
                + " on: the repository is of " + day(since);
    }

    private static String day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}

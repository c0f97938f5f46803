package io.homelab.lab.rules;

import io.homelab.lab.definition.BackupSet;
import io.homelab.lab.definition.Backups;
import io.homelab.lab.definition.CopyPlace;
import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.KeptCopies;
import io.homelab.lab.schema.Paths;
import io.homelab.lab.schema.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What must be kept in several places is held by the sets that it names, and these are enough: else no night could prove it. */
final class BackupCopiesRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {
        var findings = new ArrayList<Finding>();
        var backups = view.lab().backups();
        if (backups != null) {
            backups.copies().forEach((name, kept) -> {
                var path = Paths.field("backups.copies", name);
                int before = findings.size();
                named(path, name, backups, findings);
                held(path, kept, backups, findings);
                if (findings.size() == before) { // what is missing of a set is missing of the sum, and told once
                    enough(path, kept, copies(kept, backups), findings);
                }
            });
        }
        return findings;
    }

    private static void named(String path, String name, Backups backups, List<Finding> findings) {
        Stream.of(
                        Map.entry("sets", backups.sets()),
                        Map.entry("clusters", backups.clusters()),
                        Map.entry("pools", backups.pools()))
                .filter(kind -> kind.getValue().containsKey(name))
                .map(kind -> Finding.error(path, name + " is already taken by backups." + kind.getKey() + "." + name)
                        .suggest("call it otherwise: reports have nothing but the name"))
                .forEach(findings::add);
    }

    private static void held(String path, KeptCopies kept, Backups backups, List<Finding> findings) {
        if (kept.host() == null && kept.paths().isEmpty() && kept.tag() == null) {
            findings.add(Finding.error(path, "must have a host, paths or a tag"));
            return;
        }
        for (int i = 0; i < kept.sets().size(); i++) {
            var name = kept.sets().get(i);
            var where = Paths.item(path + ".sets", i);
            var set = backups.sets().get(name);
            if (set == null) {
                findings.add(Finding.error(where, "no backup set is called " + name)
                        .allowed(String.join(", ", backups.sets().keySet()))
                        .suggest(Suggestion.among(backups.sets().keySet(), name)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("")));
            } else {
                source(where, name, set, kept, findings);
            }
        }
    }

    private static void source(String where, String name, BackupSet set, KeptCopies kept, List<Finding> findings) {
        var holding = IntStream.range(0, set.sources().size())
                .filter(i -> kept.isIn(set.sources().get(i)))
                .mapToObj(i -> Paths.item("sources", i))
                .toList();
        if (holding.isEmpty()) {
            findings.add(
                    Finding.error(where, "no source of " + name + " holds " + kept.words())
                            .suggest(
                                    "a source holds it that names the same host and tag, and these paths or what is above them"));
        } else if (holding.size() > 1) {
            findings.add(
                    Finding.error(where, "several sources of " + name + " hold it: " + String.join(" and ", holding))
                            .suggest("name more of host, paths and tag"));
        }
        if (set.place() == null) {
            findings.add(Finding.error(where, name + " has no place")
                    .suggest("give backups.sets." + name + " one, such as place: {site: home, medium: hdd}"));
        }
    }

    /** A copy that may be counted. */
    private record Copy(String name, CopyPlace place) {
        @Override
        public String toString() {
            return name + " " + place;
        }
    }

    /** The one that lives first. */
    private static List<Copy> copies(KeptCopies kept, Backups backups) {
        var copies = new ArrayList<Copy>();
        if (kept.live() != null) {
            copies.add(new Copy("live", kept.live()));
        }
        for (var name : kept.sets()) {
            var set = Objects.requireNonNull(backups.sets().get(name));
            copies.add(new Copy(name, Objects.requireNonNull(set.place())));
        }
        return copies;
    }

    private static void enough(String path, KeptCopies kept, List<Copy> copies, List<Finding> findings) {
        var home = copies.getFirst().place().site();
        var media =
                copies.stream().map(copy -> copy.place().medium()).distinct().count();
        var away = copies.stream()
                .filter(copy -> !copy.place().site().equals(home))
                .count();
        var named = ": " + copies.stream().map(Copy::toString).collect(Collectors.joining(", "));
        if (copies.size() < kept.copies()) {
            findings.add(Finding.error(
                    path + ".copies",
                    "there must be " + kept.copies() + " copies, and " + copies.size()
                            + (copies.size() == 1 ? " is named" : " are named") + named));
        }
        if (media < kept.media()) {
            findings.add(Finding.error(
                    path + ".media", "they must be on " + kept.media() + " media, and are on " + media + named));
        }
        if (away < kept.offsite()) {
            findings.add(Finding.error(
                    path + ".offsite",
                    kept.offsite() + " of them must be at another site than " + home + ", and "
                            + (away == 1 ? "1 is" : away + " are") + named));
        }
    }
}

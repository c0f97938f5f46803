package io.homelab.activities.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** In which wave the applications of {@code base/GROUP/} come: what the ApplicationSets write onto what they generate. */
final class WaveFacts {
    private static final Pattern APPLICATION = Pattern.compile("(?:.*/)?base/(\\d+-[^/]+)/([^/]+)/.*");
    private static final Pattern GROUP = Pattern.compile(".*/(\\d+-[^/]+)/\\*");
    private static final String BY_VALUE = ".values.wave";

    private WaveFacts() {}

    /** One entry for each set and group that a Git directory generator of it names. */
    static List<Map<String, Object>> of(List<RepoFiles.Found> files) {
        var applications = new TreeMap<String, TreeSet<String>>();
        for (var file : files) {
            var matcher = APPLICATION.matcher(file.path());
            if (matcher.matches()) {
                applications
                        .computeIfAbsent(matcher.group(1), group -> new TreeSet<>())
                        .add(matcher.group(2));
            }
        }
        var waves = new ArrayList<Map<String, Object>>();
        var sets = files.stream()
                .filter(file -> file.path().contains("/argocd/apps/"))
                .toList();
        for (var set : YamlDocuments.in(sets)) {
            if (set.path("kind").asString("").equals("ApplicationSet")) {
                waves.addAll(of(set, applications));
            }
        }
        return waves;
    }

    private static List<Map<String, Object>> of(JsonNode set, Map<String, TreeSet<String>> applications) {
        var annotation = set.at("/spec/template/metadata/annotations")
                .path("argocd.argoproj.io/sync-wave")
                .asString("");
        var waves = new ArrayList<Map<String, Object>>();
        for (var git : set.at("/spec/generators").findValues("git")) {
            var wave = annotation.contains(BY_VALUE) ? git.at("/values/wave").asString("") : annotation;
            for (var directory : git.path("directories")) {
                var matcher = GROUP.matcher(directory.path("path").asString(""));
                if (matcher.matches()) {
                    var group = matcher.group(1);
                    waves.add(Map.of(
                            "set",
                            set.at("/metadata/name").asString(""),
                            "group",
                            group,
                            "wave",
                            wave,
                            "applications",
                            List.copyOf(applications.getOrDefault(group, new TreeSet<>()))));
                }
            }
        }
        return waves;
    }
}

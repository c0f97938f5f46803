package io.homelab.activities.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads from a release's directory which version people would say it is. */
final class Versions {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Pattern IMAGE = Pattern.compile("(?m)^[ -]*image:\\s*[\"']?([^\\s\"'#]+)");

    private final ReleaseTree tree;
    private final Map<ObjectId, Optional<String>> known = new HashMap<>();

    Versions(ReleaseTree tree) {
        this.tree = tree;
    }

    /** The charts' versions, else the images' tags; null when nothing says one. */
    @Nullable
    String of(@Nullable ObjectId release) throws IOException {
        if (release == null) {
            return null;
        }
        var seen = known.get(release);
        if (seen == null) {
            seen = read(release);
            known.put(release, seen);
        }
        return seen.orElse(null);
    }

    private Optional<String> read(ObjectId release) throws IOException {
        var kustomized = new LinkedHashSet<String>();
        var images = new LinkedHashSet<String>();
        for (var entry : tree.entries(release)) {
            if (entry.directory() || !entry.name().matches(".*\\.ya?ml")) {
                continue;
            }
            var text = tree.blob(entry.id());
            if (entry.name().matches("kustomization\\.ya?ml")) {
                kustomization(text, kustomized);
            } else {
                IMAGE.matcher(text).results().forEach(found -> tag(found.group(1))
                        .ifPresent(images::add));
            }
        }
        var versions = kustomized.isEmpty() ? images : kustomized;
        return versions.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", versions));
    }

    private static void kustomization(String text, LinkedHashSet<String> versions) {
        try {
            var root = YAML.readTree(text);
            root.path("helmCharts").forEach(chart -> add(chart.path("version"), versions));
            root.path("images").forEach(image -> add(image.path("newTag"), versions));
        } catch (JacksonException e) {
            // ArgoCD will say so where it matters: a version is only for people
            versions.clear();
        }
    }

    private static void add(JsonNode version, LinkedHashSet<String> versions) {
        if (version.isValueNode()) {
            versions.add(version.asString());
        }
    }

    /** {@code registry:5000/name:tag@sha256:…} has the tag {@code tag}. */
    private static Optional<String> tag(String image) {
        var name = image.replaceFirst("@.*", "").replaceFirst(".*/", "");
        var colon = name.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(name.substring(colon + 1));
    }
}

package io.homelab.simulator.kubernetes.argocd.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of one commit.
 *
 * @param files contents by path, without a leading slash
 */
public record Checkout(String sha, NavigableMap<String, byte[]> files) {
    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Whether anything is below the path; the root is the empty one. */
    public boolean directory(String path) {
        return path.isEmpty()
                || files.tailMap(path + "/").keySet().stream()
                        .findFirst()
                        .filter(first -> first.startsWith(path + "/"))
                        .isPresent();
    }

    /** Paths of the files in a directory, and below it if asked. */
    public List<String> in(String directory, boolean below) {
        var prefix = directory.isEmpty() ? "" : directory + "/";
        return files.tailMap(prefix).keySet().stream()
                .takeWhile(path -> path.startsWith(prefix))
                .filter(path -> below || path.indexOf('/', prefix.length()) < 0)
                .toList();
    }

    /** Every directory, without hidden ones. */
    public List<String> directories() {
        var directories = new TreeSet<String>();
        for (var path : files.keySet()) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                directories.add(path.substring(0, slash));
            }
        }
        return directories.stream()
                .filter(path -> !path.startsWith(".") && !path.contains("/."))
                .toList();
    }

    /** A path as seen from a directory: {@code ../} climbs; throws when it leaves the repository. */
    public static String resolve(String directory, String relative) {
        var parts = new ArrayList<>(List.of(directory.split("/")));
        parts.removeIf(String::isEmpty);
        for (var part : relative.split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw new SourceFailed(
                            "path '" + relative + "' of '" + directory + "' is outside of the repository");
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}

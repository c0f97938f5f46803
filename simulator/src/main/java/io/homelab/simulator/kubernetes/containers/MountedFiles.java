package io.homelab.simulator.kubernetes.containers;

import io.homelab.simulator.kubernetes.volumes.Volumes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/** The file system of a container: the volumes that are mounted in it, over an empty root. */
final class MountedFiles {
    private final Volumes volumes;
    private final List<Mount> mounts;
    private final String directory;

    /**
     * A mounted volume.
     *
     * @param path where it is mounted, absolute and plain
     * @param volume its name; empty when it is of a kind that has no contents here
     * @param inner the part of it that is mounted; empty for all
     */
    record Mount(String path, String volume, String inner) {
        Mount {
            path = absolute("/", path);
            inner = absolute("/", inner).substring(1);
        }

        private String below(String absolute) {
            return join(
                    inner,
                    absolute.equals(path) ? "" : absolute.substring(rooted(path).length()));
        }
    }

    /** @param directory from where paths are that do not begin with a slash */
    MountedFiles(Volumes volumes, List<Mount> mounts, String directory) {
        this.volumes = volumes;
        // The innermost mount hides those above it.
        this.mounts = mounts.stream()
                .sorted(Comparator.comparingInt((Mount mount) -> mount.path().length())
                        .reversed())
                .toList();
        this.directory = absolute("/", directory);
    }

    private static String absolute(String from, String path) {
        var segments = new ArrayList<String>();
        for (var segment : (path.startsWith("/") ? path : from + "/" + path).split("/+", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "/" + second;
    }

    private static String rooted(String directory) {
        return directory.endsWith("/") ? directory : directory + "/";
    }

    /** The content of a file; empty when there is none, or when it is a directory. */
    Optional<byte[]> read(String path) {
        var absolute = absolute(directory, path);
        return mount(absolute)
                .filter(mount -> !mount.volume().isEmpty())
                .flatMap(mount -> volumes.read(mount.volume(), mount.below(absolute)));
    }

    boolean isDirectory(String path) {
        var absolute = absolute(directory, path);
        return absolute.equals("/")
                || read(path).isEmpty()
                        && (!children(path).isEmpty()
                                || mounts.stream()
                                        .anyMatch(mount -> mount.path().equals(absolute)));
    }

    boolean exists(String path) {
        return isDirectory(path) || read(path).isPresent();
    }

    /** Names in a directory, in order; none when it is not one. */
    SequencedSet<String> children(String path) {
        var absolute = absolute(directory, path);
        var names = new TreeSet<String>();
        mount(absolute)
                .filter(mount -> !mount.volume().isEmpty())
                .ifPresent(mount -> first(volumes.files(mount.volume()), mount.below(absolute), names));
        first(mounts.stream().map(Mount::path).toList(), absolute, names);
        return names;
    }

    /** The next segments of those paths that are below a directory. */
    private static void first(List<String> paths, String directory, SequencedSet<String> names) {
        var prefix = directory.isEmpty() ? "" : rooted(directory);
        for (var path : paths) {
            if (path.startsWith(prefix) && path.length() > prefix.length()) {
                var rest = path.substring(prefix.length());
                names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
            }
        }
    }

    private Optional<Mount> mount(String absolute) {
        return mounts.stream()
                .filter(mount -> absolute.equals(mount.path()) || absolute.startsWith(rooted(mount.path())))
                .findFirst();
    }
}

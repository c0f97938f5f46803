package io.homelab.activities.restic.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts what is restored into parts, of which each is one call of restic: whoever goes on after a death brings again only the part
 * that was on its way. A part is a few files and whole directories.
 */
final class Parts {
    /** A part of that size takes a minute over a fast line, and half an hour over a slow one. */
    private static final long LARGEST = 4L << 30;
    /** A directory with more in it is one part however large it is: restic compares each file with each pattern. */
    private static final int MOST_IN_A_DIRECTORY = 1000;

    private static final int MOST_IN_A_PART = 100;

    private final Manifest manifest;
    private final long largest;
    private final Map<String, Directory> directories = new HashMap<>();

    Parts(Manifest manifest) {
        this(manifest, LARGEST);
    }

    /** @param largest a part in bytes, unless a file or a directory that cannot be cut is larger */
    Parts(Manifest manifest, long largest) {
        this.manifest = manifest;
        this.largest = largest;
    }

    private static final class Directory {
        private final String parent;
        private long bytes;
        private int children;

        Directory(String parent) {
            this.parent = parent;
        }
    }

    /** Each part as the paths of what is in it. */
    List<List<String>> cut() throws IOException {
        directories.clear();
        manifest.each(this::count);
        var parts = new ArrayList<List<String>>();
        var part = new ArrayList<String>();
        var sum = new long[1];
        manifest.each(entry -> {
            if (isCut(entry.where()) || !isOnItsOwn(entry.where())) {
                return;
            }
            long bytes = bytes(entry);
            if (!part.isEmpty() && (sum[0] + bytes > largest || part.size() == MOST_IN_A_PART)) {
                parts.add(List.copyOf(part));
                part.clear();
                sum[0] = 0;
            }
            part.add(entry.where());
            sum[0] += bytes;
        });
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return parts;
    }

    private long bytes(Entry entry) {
        var directory = directories.get(entry.where());
        return directory == null ? entry.bytes() : directory.bytes;
    }

    private void count(Entry entry) {
        if (entry.isDirectory()) {
            directories.put(entry.where(), new Directory(parent(entry.where())));
        }
        var parent = directories.get(parent(entry.where()));
        if (parent != null) {
            parent.children++;
        }
        for (var above = parent; above != null; above = directories.get(above.parent)) {
            above.bytes += entry.bytes();
        }
    }

    private boolean isCut(String path) {
        var directory = directories.get(path);
        return directory != null && directory.bytes > largest && directory.children <= MOST_IN_A_DIRECTORY;
    }

    /** Whether no part has it already by a directory that it is in. */
    private boolean isOnItsOwn(String path) {
        for (var above = parent(path); directories.containsKey(above); above = parent(above)) {
            if (!isCut(above)) {
                return false;
            }
        }
        return true;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}

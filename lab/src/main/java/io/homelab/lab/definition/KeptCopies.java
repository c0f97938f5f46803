package io.homelab.lab.definition;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that must be kept in several places; it is told by what sources of backup sets say of themselves.
 *
 * @param live where it lives, which counts as a copy; null: it is in backups alone, and the first of the sets is at home
 * @param host that is backed up; null: any
 * @param paths that are backed up, themselves or with what is above them; empty: any
 * @param tag of the snapshots; null: any
 * @param sets that must hold it
 * @param copies how many there must be
 * @param media on how many media
 * @param offsite how many of them must be at another site than the first
 */
public record KeptCopies(
        @Nullable CopyPlace live,
        @Nullable String host,
        List<String> paths,
        @Nullable String tag,
        List<String> sets,
        int copies,
        int media,
        int offsite) {
    public KeptCopies {
        paths = List.copyOf(paths);
        sets = List.copyOf(sets);
    }

    /** Whether a source promises to hold it: one that leaves its host, paths or tag open promises nothing of that kind. */
    public boolean isIn(BackupSource source) {
        return (host == null || host.equals(source.host()))
                && paths.stream().allMatch(path -> source.paths().stream().anyMatch(above -> isAtOrBelow(path, above)))
                && (tag == null || tag.equals(source.tag()));
    }

    /** What people call it, such as {@code host nas, /srv/photos}. */
    public String words() {
        return Stream.of(
                        Stream.ofNullable(host).map(name -> "host " + name),
                        paths.stream(),
                        Stream.ofNullable(tag).map(name -> "tag " + name))
                .flatMap(words -> words)
                .collect(Collectors.joining(", "));
    }

    private static boolean isAtOrBelow(String path, String above) {
        return path.equals(above) || path.startsWith(above.endsWith("/") ? above : above + "/");
    }
}

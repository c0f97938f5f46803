package io.homelab.activities.restic.restore;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Where something is restored to. All of it is brought to a directory of the run's own beside it, on the same file system, so that
 * it comes to the target by one rename.
 */
final class Target {
    private final Path path;
    private final boolean inPlace;
    private final Path staging;
    private final Path aside;

    /**
     * @param path absolute
     * @param inPlace whether it is a path of the snapshot that goes back to where it was; otherwise a directory that gets all,
     *     by whole paths
     * @param run that no other has
     */
    Target(Path path, boolean inPlace, String run) {
        this.path = path;
        this.inPlace = inPlace;
        var parent = Objects.requireNonNull(path.getParent(), "checked before");
        this.staging = parent.resolve(".homelab-restore-" + run);
        this.aside = parent.resolve(path.getFileName() + ".before-" + run);
    }

    /** CONFIG when it cannot be restored to; nothing is written. */
    void check() throws IOException {
        var parent = Objects.requireNonNull(path.getParent());
        if (!Files.isDirectory(parent)) {
            throw refused("there is no directory " + parent, "make it, or choose another target");
        }
        if (!Files.isWritable(parent)) {
            throw refused(
                    "the worker may not write in " + parent, "let its user write there, or choose another target");
        }
        if (!inPlace && isThere(path) && !isEmptyDirectory()) {
            throw refused(
                    "there is something at " + path + " already",
                    "choose a target where there is nothing; --in-place brings a path back to where it was");
        }
    }

    private boolean isEmptyDirectory() throws IOException {
        try (var files = Files.newDirectoryStream(path)) {
            return !files.iterator().hasNext();
        } catch (NotDirectoryException e) {
            return false;
        }
    }

    /** Whether something is there that has to be moved aside. */
    boolean isOccupied() {
        return inPlace && isThere(path);
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(Objects.requireNonNull(path.getParent())).getUsableSpace();
    }

    Path staging() {
        return staging;
    }

    Path aside() {
        return aside;
    }

    /** Moves what was brought to the target; again, where that was cut off. Whether anything was moved aside. */
    boolean publish() throws IOException {
        var brought = inPlace ? Comparison.at(staging, path.toString()) : staging;
        if (isThere(brought)) {
            if (isThere(path)) {
                makeRoom();
            }
            Files.move(brought, path, StandardCopyOption.ATOMIC_MOVE);
        } else if (!isThere(path)) {
            throw new Problem(
                    FailureClass.CONFLICT,
                    "what was brought is neither at " + brought + " nor at the target",
                    path.toString(),
                    "somebody has moved it; abort, and restore again");
        }
        Trees.remove(staging, () -> {});
        return isThere(aside);
    }

    private void makeRoom() throws IOException {
        if (!inPlace) {
            try {
                Files.delete(path); // of a directory only when it is empty
            } catch (DirectoryNotEmptyException e) {
                throw occupied();
            }
        } else if (isThere(aside)) {
            throw occupied();
        } else {
            Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Problem occupied() {
        return refused(
                "somebody has put something at " + path + " meanwhile",
                "move it away, then: homelab run retry; or abort");
    }

    private Problem refused(String what, String remedy) {
        return new Problem(FailureClass.CONFIG, what, path.toString(), remedy);
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}

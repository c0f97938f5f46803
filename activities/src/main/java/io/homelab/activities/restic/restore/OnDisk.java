package io.homelab.activities.restic.restore;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/** Work on this machine's disk. */
final class OnDisk {
    private OnDisk() {}

    /** May find the disk full, or closed to it. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Does it; TRANSIENT when the disk does not let it.
     *
     * @param where that is, for people
     */
    static <T> T of(Path where, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw failed(where, e);
        } catch (UncheckedIOException e) {
            throw failed(where, Objects.requireNonNull(e.getCause()));
        }
    }

    private static Problem failed(Path where, IOException e) {
        return new Problem(
                FailureClass.TRANSIENT,
                "the disk does not take or give what it must: " + e,
                where.toString(),
                "make room there, or give the worker the right to write: it goes on by itself",
                e);
    }
}

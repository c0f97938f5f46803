package io.homelab.worker.temporal;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What it means that this machine cannot read or write a file of its own: its disk is full, or not ours any more. That is no
 * fault of the lab's, and nothing is lost, since files are written whole or not at all: the step is tried again.
 */
final class LocalFiles {
    private LocalFiles() {}

    static FailureReport failure(UncheckedIOException e) {
        var cause = Objects.requireNonNull(e.getCause());
        return new FailureReport(
                FailureClass.TRANSIENT,
                "this machine cannot read or write a file of its own: " + reason(cause),
                file(cause),
                "make room on its disk, or give the worker the right to write there: it goes on by itself");
    }

    private static String reason(IOException cause) {
        var kind = cause.getClass().getSimpleName().replace("Exception", "");
        if (cause instanceof FileSystemException system) {
            return system.getReason() == null ? kind : system.getReason();
        }
        return cause.getMessage() == null ? kind : cause.getMessage();
    }

    private static @Nullable String file(IOException cause) {
        return cause instanceof FileSystemException system ? system.getFile() : null;
    }
}

package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where a page goes: a file that is there whole or not at all, and replaces the one before it. */
record PageFile(Path target) {
    /** Says what is wrong with the place before anything is read. */
    static PageFile at(Path wanted, Path evidence) {
        var file = wanted.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw misplaced(file + " is a directory: name a file in it, such as " + file.resolve("backups.html"));
        }
        var directory = Objects.requireNonNull(file.getParent(), "only the root has no parent, and it is a directory");
        if (!Files.isDirectory(directory)) {
            throw misplaced("there is no directory " + directory + ": make it, or name another file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw misplaced(file + " is no file that a page may replace: name another file");
        }
        if (directory.equals(evidence.toAbsolutePath().normalize())) {
            throw misplaced(directory + " is kept for what was signed: name a file elsewhere");
        }
        return new PageFile(file);
    }

    void write(String page) {
        try {
            // A rename would replace a link, and not what it leads to.
            var real = Files.exists(target) ? target.toRealPath() : target;
            AtomicFile.write(real, page.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot write " + target + ": " + e.getMessage()
                            + " — make room or get the right to write there, or" + " name another file",
                    e);
        }
    }

    private static CommandFailure misplaced(String why) {
        return new CommandFailure(ExitCode.USAGE, "--html: " + why);
    }
}

package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The --image-file option: a Talos image at hand instead of a download. */
final class ImageFile {
    static final String OPTION = "--image-file";

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description = {
                "A Talos image at hand (nocloud ISO) instead of a download; wins over images.file of the lab file.",
                "Its size and digest are recorded in lab.lock, and another one is refused later."
            })
    @Nullable
    Path file;

    /** Its absolute path, as the worker has another directory than this command. */
    @Nullable
    String absolute(Session session) {
        if (file == null) {
            return null;
        }
        var path = file.toAbsolutePath().normalize();
        // A worker elsewhere has files of its own, and says itself when there is none.
        if (session.elsewhere().isEmpty() && !Files.isReadable(path)) {
            throw new CommandFailure(ExitCode.USAGE, OPTION + ": there is no file " + path + ", or it cannot be read");
        }
        return path.toString();
    }
}

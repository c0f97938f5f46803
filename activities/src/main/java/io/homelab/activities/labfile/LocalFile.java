package io.homelab.activities.labfile;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on this machine with its size in bytes and its digest in hex. */
public record LocalFile(Path file, long size, String sha256) {
    private static final int MINIMUM_IMAGE = 1 << 20;
    private static final String WHERE = "lab.yaml images.file or --image-file";
    private static final String REMEDY =
            "bring the nocloud ISO of the template's Talos version, or leave images.file and --image-file out to have it fetched";

    /** Reads size and digest. */
    public static LocalFile of(Path file) {
        try {
            return new LocalFile(file, Files.size(file), Sha256.of(file));
        } catch (IOException e) {
            throw new Problem(FailureClass.TRANSIENT, "cannot read " + file + ": " + e.getMessage(), null, null, e);
        }
    }

    /** An image that a person brought. */
    public static LocalFile image(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Problem(FailureClass.CONFIG, "there is no image file " + file, WHERE, REMEDY);
        }
        var image = of(file);
        if (image.size() < MINIMUM_IMAGE) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the image file " + file + " has only " + image.size() + " bytes: it is no Talos image",
                    WHERE,
                    REMEDY);
        }
        return image;
    }
}

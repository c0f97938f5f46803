package io.homelab.activities.proxmox;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.factory.ImageFactory;
import io.homelab.activities.factory.Schematics;
import io.homelab.activities.labfile.LocalFile;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.state.ChangedDigest;
import io.homelab.lab.state.LabLock;
import io.homelab.lab.state.Recorded;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image that a person brought instead of a download. Its size and digest go to lab.lock under the name that it has in the
 * storage, since there a name means one content.
 */
final class ImageAtHand {
    private static final String WHERE = "lab.yaml images.file or --image-file";
    private static final String REMEDY =
            "was it cut short or altered? bring the right one; if this one is meant, remove the entry from lab.lock";

    private ImageAtHand() {}

    /** The image that the lab names, looked at; CONFIG when it is not there, none, or not what this name meant before. */
    static Optional<LocalFile> of(OpenLab lab, String cluster) {
        var named = lab.lab().images().file();
        if (named == null) {
            return Optional.empty();
        }
        var path = Path.of(named);
        var image = LocalFile.image(path.isAbsolute() ? path : lab.file(named));
        before(lab, cluster)
                .filter(recorded -> !recorded.sha256().equals(image.sha256()))
                .ifPresent(recorded -> {
                    throw new Problem(
                            FailureClass.CONFIG,
                            "the image file " + image.file() + " is not the " + ImageNames.file(lab, cluster)
                                    + " that was used before: its SHA-256 is " + image.sha256() + " (" + image.size()
                                    + " bytes), lab.lock has " + recorded.sha256() + " (" + recorded.size()
                                    + " bytes) since " + recorded.firstSeen(),
                            WHERE,
                            REMEDY);
                });
        return Optional.of(image);
    }

    /** Remembers it, before anything of it is uploaded. */
    static void record(OpenLab lab, String cluster, LocalFile image) {
        try {
            lock(lab)
                    .recordFirstUse(
                            LabLock.Kind.IMAGE,
                            ImageNames.file(lab, cluster),
                            image.sha256(),
                            image.size(),
                            LabClock.system().now());
        } catch (ChangedDigest e) {
            // Two runs with two images: the other one was a moment earlier.
            throw new Problem(FailureClass.CONFIG, String.valueOf(e.getMessage()), WHERE, REMEDY, e);
        }
    }

    /** Whether an image of that size in the storage is the one that was brought once: then nobody needs to bring it again. */
    static boolean isKnown(OpenLab lab, String cluster, long size) {
        return lab.lab().images().file() == null
                && lock(lab)
                        .find(LabLock.Kind.IMAGE, ImageNames.file(lab, cluster))
                        .filter(recorded -> recorded.size() == size)
                        .isPresent();
    }

    /** What the name meant before: as it was brought, or as it was fetched. */
    private static Optional<Recorded> before(OpenLab lab, String cluster) {
        var images = lab.lab().images();
        var template = lab.template(cluster);
        var url = ImageFactory.iso(
                images.factory(), Schematics.id(Schematics.of(images.schematic(), template)), template.talosVersion());
        return Stream.of(
                        lock(lab).find(LabLock.Kind.IMAGE, ImageNames.file(lab, cluster)),
                        lock(lab).find(LabLock.Kind.DOWNLOAD, url.toString()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static LabLock lock(OpenLab lab) {
        return LabLock.beside(lab.properties().labFile());
    }
}

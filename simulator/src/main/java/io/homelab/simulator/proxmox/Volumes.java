package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Volumes and what is on them. */
final class Volumes {
    private static final long LARGEST_BOOT_IMAGE = 64L << 20;

    private final DiskWorld world;
    private final Documents<VolumeDocument> volumes;
    private final Path files;

    Volumes(DiskWorld world) {
        this.world = world;
        volumes = new Documents<>(world.store(), "pve-volumes", VolumeDocument.class);
        files = world.directory().resolve("files");
        try {
            Files.createDirectories(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<VolumeDocument> find(String node, String volid) {
        return volumes.get(node + "|" + volid).or(() -> volumes.get("|" + volid));
    }

    VolumeDocument need(String node, String volid) {
        return find(node, volid).orElseThrow(() -> ApiFailure.died("volume " + volid + " does not exist"));
    }

    List<VolumeDocument> all() {
        return volumes.all();
    }

    /** Files that belong to no volume: what a cut upload left. */
    List<String> strays() {
        var known = all().stream().map(VolumeDocument::file).toList();
        try (var entries = Files.list(files)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !known.contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(VolumeDocument volume) {
        volumes.put(volume.key(), volume);
    }

    void remove(VolumeDocument volume) {
        volumes.remove(volume.key());
        disk(volume).wipe();
        var file = volume.file();
        if (file != null) {
            try {
                Files.deleteIfExists(files.resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Renames a volume together with its content. */
    void move(VolumeDocument from, VolumeDocument to) {
        copyContent(from, to);
        put(to);
        volumes.remove(from.key());
        disk(from).wipe();
    }

    void copyContent(VolumeDocument from, VolumeDocument to) {
        image(from).ifPresent(disk(to)::writeBootImage);
        var source = disk(from);
        source.files("").forEach(file -> source.read(file).ifPresent(bytes -> disk(to).write(file, bytes)));
    }

    VolumeDisk disk(VolumeDocument volume) {
        return new VolumeDisk(world.store(), volume.key(), "", "", volume.size());
    }

    /** The boot image on a disk, or in a file. */
    Optional<BootImage> image(VolumeDocument volume) {
        if (volume.file() == null) {
            return disk(volume).bootImage();
        }
        return file(volume)
                .filter(path -> path.toFile().length() <= LARGEST_BOOT_IMAGE)
                .flatMap(path -> BootImage.read(bytes(path)));
    }

    Optional<Path> file(VolumeDocument volume) {
        return Optional.ofNullable(volume.file()).map((Function<String, Path>) files::resolve);
    }

    /** A file for the bytes of a volume that is being made. */
    Path fresh(String name) {
        return files.resolve(name);
    }

    static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.homelab.lab;

import io.homelab.lab.definition.Addon;
import io.homelab.lab.definition.Chart;
import io.homelab.lab.definition.Lab;
import io.homelab.lab.template.TemplateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Collects the files that a lab names; images are left out, as lab.lock holds their digests. */
final class SnapshotTaker {
    private final Path directory;

    SnapshotTaker(Path directory) {
        this.directory = directory;
    }

    Snapshot take(String labText, Lab lab, Map<String, TemplateFile> templates) {
        var files = new TreeMap<String, String>();
        Stream.of(
                        lab.clusters().values().stream().map(cluster -> cluster.template()),
                        templates.values().stream().flatMap(template -> template.patchFiles().stream()),
                        lab.addons().stream()
                                .map(Addon::chart)
                                .filter(Objects::nonNull)
                                .map(Chart::values),
                        Stream.of(
                                lab.hypervisor().ca().file(),
                                lab.images().ca(),
                                lab.gitops() == null ? null : lab.gitops().ca(),
                                lab.gitops() == null || lab.gitops().github() == null
                                        ? null
                                        : lab.gitops().github().ca()))
                .flatMap(paths -> paths)
                .filter(Objects::nonNull)
                .forEach(path -> files.put(path, read(path)));
        files.put(Snapshot.LAB_FILE, labText);
        return Snapshot.of(files);
    }

    private String read(String path) {
        try {
            return Files.readString(directory.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ", which the lab file names", e);
        }
    }
}

package io.homelab.cli.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Backups that are well in themselves and have the wrong things in them; taken on top of the others, and taken away again. */
final class MoreBackups {
    private static final String DUMP = "dump.sql";
    private static final int KEPT = 4;

    private final BackupLab lab;
    private final Path source;
    private List<Path> before = List.of();
    private byte[] firstCanary = new byte[0];

    MoreBackups(BackupLab lab, Path source) {
        this.lab = lab;
        this.source = source;
    }

    /** One of a source of which most is not there. */
    void shrunken() throws IOException {
        before = objects();
        var aside = Files.createDirectories(source.resolveSibling("aside"));
        var moved = new ArrayList<Path>();
        try (var files = Files.list(source)) {
            for (var photo : files.filter(file -> file.toString().endsWith(".raw"))
                    .sorted()
                    .skip(KEPT)
                    .toList()) {
                moved.add(Files.move(photo, aside.resolve(photo.getFileName())));
            }
            lab.backup();
        } finally {
            for (var photo : moved) {
                Files.move(photo, source.resolve(photo.getFileName()));
            }
        }
    }

    /** One with a dump of nothing, and a lab file that wants one of something. */
    void emptyDump() throws IOException {
        before = objects();
        var dump = source.resolve(DUMP);
        var content = Files.readAllBytes(dump);
        Files.write(dump, new byte[0]);
        try {
            lab.backup();
        } finally {
            Files.write(dump, content);
        }
        lab.source(source -> source.putArray("holds")
                .addObject()
                .put("path", dump.toString())
                .put("atLeast", "1KiB"));
    }

    /** One of a copy that was not renewed since the first canary was written. */
    void staleCanary() throws IOException {
        before = objects();
        var canary = lab.canary();
        var content = Files.readAllBytes(canary);
        Files.write(canary, firstCanary);
        try {
            lab.backup();
        } finally {
            Files.write(canary, content);
        }
    }

    /** What the canary holds now is what a stale copy will hold later. */
    void keepCanary() throws IOException {
        firstCanary = Files.readAllBytes(lab.canary());
    }

    /** As if it had never been taken. */
    void forget() throws IOException {
        for (var object : objects()) {
            if (!before.contains(object)) {
                Files.delete(object);
            }
        }
        lab.source((ObjectNode source) -> source.remove("holds"));
    }

    private List<Path> objects() throws IOException {
        var objects = new ArrayList<Path>();
        for (var kind : List.of("data", "index", "snapshots")) {
            objects.addAll(lab.files(kind));
        }
        return objects;
    }
}

package io.homelab.cli.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Something that goes wrong with a backup.
 *
 * @param what in words
 * @param findings the checks that must not pass then, and no others
 */
record BackupFault(String what, Set<String> findings, Change plant, Change undo) {
    /** Changes the repository or the lab file. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /** All that are played, each on what was whole before. */
    static List<BackupFault> of(BackupLab lab) throws IOException {
        // The largest holds data: one that holds trees is read by restic check too, and would be found twice.
        var pack = lab.files("data").stream()
                .max(Comparator.comparing(file -> file.toFile().length()))
                .orElseThrow();
        var index = lab.files("index").getFirst();
        return List.of(
                content(lab, pack, "a bit is turned over", Set.of("packs"), BackupFault::turnedOver),
                content(lab, pack, "half is cut off", Set.of("metadata", "packs"), BackupFault::cutOff),
                gone(lab, pack, Set.of("metadata")),
                gone(lab, index, Set.of("metadata")),
                new BackupFault(
                        "the password in the secret store is another one: the packs are read without it",
                        Set.of("snapshots", "locks", "metadata"),
                        () -> lab.password(false),
                        () -> lab.password(true)),
                new BackupFault(
                        "a backup was missed: the lab file wants one each second",
                        Set.of("snapshots of host nas, tag nightly"),
                        () -> lab.source(source -> source.put("within", "1s")),
                        () -> lab.source(source -> source.put("within", "26h"))),
                new BackupFault(
                        "a machine is backed up nowhere: the lab file names a printer",
                        Set.of("snapshots of host printer, tag nightly"),
                        () -> lab.source(source -> source.put("host", "printer")),
                        () -> lab.source(source -> source.put("host", "nas"))),
                new LocksInRehearsal(lab).fault());
    }

    /** Makes other bytes of some. */
    private interface Damage {
        byte[] of(byte[] whole);
    }

    private static BackupFault content(BackupLab lab, Path file, String what, Set<String> findings, Damage damage)
            throws IOException {
        var whole = Files.readAllBytes(file);
        return new BackupFault(
                what + ": " + lab.name(file),
                findings,
                () -> Files.write(file, damage.of(whole.clone())),
                () -> Files.write(file, whole));
    }

    private static BackupFault gone(BackupLab lab, Path file, Set<String> findings) throws IOException {
        var whole = Files.readAllBytes(file);
        return new BackupFault(
                "somebody deletes " + lab.name(file),
                findings,
                () -> Files.delete(file),
                () -> Files.write(file, whole));
    }

    private static byte[] turnedOver(byte[] whole) {
        whole[whole.length / 2] ^= 1;
        return whole;
    }

    private static byte[] cutOff(byte[] whole) {
        return java.util.Arrays.copyOf(whole, whole.length / 2);
    }
}

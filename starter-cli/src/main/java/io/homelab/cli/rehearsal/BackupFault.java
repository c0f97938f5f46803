package io.homelab.cli.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Something that goes wrong with a backup.
 *
 * @param what in words
 * @param findings the checks that must not pass then, and no others
 */
record BackupFault(String what, Set<String> findings, Change plant, Change undo) {
    private static final String TIDY = "<LifecycleConfiguration><Rule><ID>tidy</ID><Filter/><Status>Enabled</Status>"
            + "<Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";

    /** Changes the repository, its bucket or the lab file. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /** All that are played, each on what was whole before. */
    static List<BackupFault> of(BackupLab lab) throws IOException {
        // The largest holds data: one that holds trees is read by restic check too, and would be found twice.
        var pack = lab.largest("data");
        var index = lab.largest("index");
        var restore = "restore of " + lab.sourceName();
        return List.of(
                content(lab, pack, "a bit is turned over", Set.of("packs", restore), BackupFault::turnedOver),
                content(lab, pack, "half is cut off", Set.of("metadata", "packs", restore), BackupFault::cutOff),
                gone(lab, pack, Set.of("metadata", restore)),
                gone(lab, index, Set.of("metadata", restore, "canary of " + lab.sourceName())),
                new BackupFault(
                        "the password in the secret store is another one: the packs are read without it",
                        Set.of("snapshots", "locks", "content", "metadata", "restore"),
                        () -> lab.password(false),
                        () -> lab.password(true)),
                new BackupFault(
                        "a backup was missed: the lab file wants one each second",
                        Set.of("snapshots of " + lab.sourceName()),
                        () -> lab.source(source -> source.put("within", "1s")),
                        () -> lab.source(source -> source.put("within", "26h"))),
                new BackupFault(
                        "a machine is backed up nowhere: the lab file names a printer",
                        Set.of("snapshots of " + lab.sourceName("printer")),
                        () -> lab.source(source -> source.put("host", "printer")),
                        () -> lab.source(source -> source.put("host", "nas"))),
                new BackupFault(
                        "somebody has the bucket tidied up: what is a day old is removed",
                        Set.of("bucket"),
                        () -> lab.rules(TIDY),
                        () -> lab.rules("")),
                new BackupFault(
                        "a disk was not mounted: the youngest backup has a sixth of the photos",
                        Set.of("content of " + lab.sourceName()),
                        lab.more()::shrunken,
                        lab.more()::forget),
                new BackupFault(
                        "the database could not be dumped: the youngest backup has an empty dump",
                        Set.of("content of " + lab.sourceName()),
                        lab.more()::emptyDump,
                        lab.more()::forget),
                new BackupFault(
                        "the backup reads a stale copy: its canary is one of before",
                        Set.of("canary of " + lab.sourceName()),
                        lab.more()::staleCanary,
                        lab.more()::forget),
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

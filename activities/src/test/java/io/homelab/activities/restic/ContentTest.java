package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real restic says of what is in a real repository's snapshots. */
class ContentTest extends OnARepository {
    private static final String RESTIC = RepositoryInTest.tool("HOMELAB_RESTIC", "restic");

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private List<Path> before = List.of();
    private int hour = 4;
    private int labs;

    @BeforeEach
    void remember() {
        before = objects();
    }

    /** What a test has backed up goes away again. */
    @AfterEach
    void forget() throws IOException {
        for (var object : objects()) {
            if (!before.contains(object)) {
                Files.delete(object);
            }
        }
    }

    @Test
    void aBitMoreThanBeforeIsWellAndBothSizesAreTold() throws Exception {
        var check = check(lab("{host: nas}"));

        assertThat(check.check()).isEqualTo("content of host nas");
        assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check.seen())
                .matches("the youngest, [0-9a-f]{8}, has 18\\.0 MiB in \\d+ files and directories; the one before,"
                        + " [0-9a-f]{8}, has 18\\.0 MiB in \\d+ files and directories");
        assertThat(asked).containsExactly("snapshots", "stats", "stats");
    }

    @Test
    void aSizeIsAskedForOnce() throws Exception {
        var lab = lab("{host: nas}");
        check(lab);
        asked.clear();
        assertThat(check(lab).verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(asked).containsExactly("snapshots");

        backup();
        asked.clear();
        assertThat(check(lab).verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(asked).as("the older one is known").containsExactly("snapshots", "stats");
    }

    @Test
    void halfOfItGoneIsAFindingAndWhatMayGoIsNot() throws Exception {
        var aside = aside("file-0", "file-1", "file-2", "file-3");
        try {
            backup();
        } finally {
            back(aside);
        }

        var check = check(lab("{host: nas}"));
        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen())
                .matches("the youngest, [0-9a-f]{8}, has 6\\.0 MiB in \\d+ files and directories; the one before,"
                        + " [0-9a-f]{8}, has 18\\.0 MiB in \\d+ files and directories: it may be smaller by 50 %");
        assertThat(check.remedy()).matches("see what is missing: restic diff [0-9a-f]{8} [0-9a-f]{8};.*");
        assertThat(check(lab("{host: nas, shrinks: 66}")).verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check(lab("{host: nas, shrinks: 67}")).verdict()).isEqualTo(CheckVerdict.PASS);
        asked.clear();
        assertThat(check(lab("{host: nas, shrinks: 100}")).seen()).isEqualTo("it may have any size");
        assertThat(asked).containsExactly("snapshots");
    }

    @Test
    void muchMoreIsAFindingWhereItIsAsked() throws Exception {
        var more = repository.source().resolve("more");
        Files.write(more, new byte[8 << 20]);
        try {
            backup();
        } finally {
            Files.delete(more);
        }

        assertThat(check(lab("{host: nas}")).verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(check(lab("{host: nas, grows: 50}")).verdict()).isEqualTo(CheckVerdict.PASS);
        var check = check(lab("{host: nas, grows: 40}"));
        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen()).endsWith("it may be larger by 40 %");
    }

    @Test
    void theOnlyOneIsComparedWithNothing() throws Exception {
        repository.restic("backup", "--host", "alone", repository.source().toString());
        repository.restic("backup", "--host", "nas", "--tag", "etc", "--time", "2026-11-25 03:30:00", home.toString());

        assertThat(check(lab("{host: alone}")).seen()).isEqualTo("there is no older one to compare with");
        // Of the same host, and of another path: that is another backup.
        assertThat(check(lab("{host: nas}")).seen()).isEqualTo("there is no older one to compare with");
        assertThat(asked).containsOnly("snapshots");
    }

    @Test
    void whereThereIsNoSnapshotAnotherCheckSaysSo() throws Exception {
        assertThat(checks(lab("{host: printer}"), RESTIC)).isEmpty();
    }

    @Test
    void anEmptyDumpIsAFindingAndSoIsOneThatIsNotThere() throws Exception {
        var dump = repository.source().resolve("dump.sql");
        Files.writeString(dump, "");
        try {
            backup();
        } finally {
            Files.delete(dump);
        }
        var later = repository.source().resolve("later");

        assertThat(check(lab(holds("{path: " + dump + "}")))).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen()).isEqualTo(dump + " has 0 B, and must have 1 B");
            assertThat(check.remedy()).startsWith("see why what writes such a file has failed");
        });
        var three = check(lab(holds("{path: " + dump + ", atLeast: 1KiB}, {path: /nothing}, {path: "
                + repository.source() + "}, {path: " + later + "}")));
        assertThat(three.seen()).isEqualTo(dump + " has 0 B, and must have 1.0 KiB");
        assertThat(three.details())
                .startsWith("/nothing is not in it", repository.source() + " is no file: dir")
                .hasSize(3);
        assertThat(check(lab(holds("{path: " + dump + ", atLeast: 0B}, {path: " + later + ", atLeast: 20B}")))
                        .seen())
                .endsWith("; it holds all 2 files that it must");
        assertThat(check(lab(holds("{path: " + later + ", atLeast: 21B}"))).seen())
                .isEqualTo(later + " has 20 B, and must have 21 B");
    }

    @Test
    void whatCannotBeWalkedThroughIsAFinding() throws Exception {
        var index = repository.files("index").stream().map(Moved::of).toList();
        var lab = lab(holds("{path: /nothing}"));
        for (var file : index) {
            Files.move(file.file(), file.aside());
        }
        try {
            var check = check(lab);
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen())
                    .startsWith("the youngest, ")
                    .contains(" cannot be walked through: ")
                    .contains("not found in repository");
        } finally {
            for (var file : index) {
                Files.move(file.aside(), file.file());
            }
        }
        assertThat(asked)
                .as("twice, since a prune at the same time looks alike")
                .containsExactly("snapshots", "ls", "ls");
    }

    @Test
    void aYoungerResticHasWrittenTheSizesDownAndIsNotAskedForThem() throws Exception {
        var program = executable(
                """
                cat <<'END'
                [%s,%s]
                END
                """.formatted(summed("aa", "2026-11-24", 4_000_000, 1500), summed("bb", "2026-11-25", 1_000_000, 80)));

        var check = check(lab("{host: nas}"), program);

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen())
                .isEqualTo("the youngest, bb, has 976.6 KiB in 80 files; the one before, aa, has 3.8 MiB in 1500 files:"
                        + " it may be smaller by 50 %");
        assertThat(asked).containsExactly("snapshots");
    }

    /** As restic 0.19 writes it (facts: backup-and-metrics §1); none of that age can be installed here. */
    private static String summed(String id, String day, long bytes, long files) {
        return """
                {"time":"%sT03:00:00Z","tree":"cc","paths":["/data"],"hostname":"nas","username":"root",\
                "program_version":"restic 0.19.0","summary":{"backup_start":"%sT03:00:00Z","files_new":1,\
                "data_added":1,"total_files_processed":%d,"total_bytes_processed":%d},"id":"%s%s","short_id":"%s"}\
                """.formatted(day, day, files, bytes, id, "0".repeat(62), id);
    }

    private static String executable(String script) throws IOException {
        var file = directory.resolve("restic-of-tomorrow");
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    private record Moved(Path file, Path aside) {
        static Moved of(Path file) {
            return new Moved(file, directory.resolve(file.getFileName()));
        }
    }

    private static String holds(String files) {
        return "{host: nas, shrinks: 100, holds: [" + files + "]}";
    }

    /** Each in a directory of its own. */
    private Taken lab(String source) throws IOException {
        return repository.lab(home.resolve("lab-" + ++labs), "[" + source + "]", "");
    }

    private void backup() throws IOException {
        repository.restic(
                "backup",
                "--host",
                "nas",
                "--tag",
                "nightly",
                "--time",
                "2026-11-25 0" + hour++ + ":00:00",
                repository.source().toString());
    }

    private static List<Path> aside(String... names) throws IOException {
        var aside = new ArrayList<Path>();
        for (var name : names) {
            aside.add(Files.move(repository.source().resolve(name), directory.resolve(name)));
        }
        return aside;
    }

    private static void back(List<Path> aside) throws IOException {
        for (var file : aside) {
            Files.move(file, repository.source().resolve(file.getFileName()));
        }
    }

    private static List<Path> objects() {
        return List.of("data", "index", "snapshots").stream()
                .flatMap(kind -> repository.files(kind).stream())
                .toList();
    }

    private BackupCheck check(Taken lab) {
        return check(lab, RESTIC);
    }

    private BackupCheck check(Taken lab, String program) {
        var checks = checks(lab, program);
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    private List<BackupCheck> checks(Taken lab, String program) {
        Gate noting = call -> {
            if (call.system().equals("restic")) {
                asked.add(call.operation());
            }
            return () -> {};
        };
        var transports = new Transports(noting);
        var restic = new Restic(transports, program, home.resolve("cache"));
        var snapshots = new ResticSnapshots(lab.lab().reader(), transports, restic, () -> now);
        return attempts.once(() -> snapshots.content(lab.set())).checks();
    }
}

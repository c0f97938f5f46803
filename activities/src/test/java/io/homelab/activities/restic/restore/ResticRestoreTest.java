package io.homelab.activities.restic.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.restic.OnARepository;
import io.homelab.activities.restic.RepositoryInTest;
import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.restore.Compared;
import io.homelab.workflows.backup.restore.RestoreActivities.RestoreTask;
import io.homelab.workflows.backup.restore.RestorePlan;
import io.homelab.workflows.backup.restore.RestoreRequest;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restores from a real repository in a real S3 server. */
@SuppressWarnings("NullAway.Init")
class ResticRestoreTest extends OnARepository {
    private static final String RUN = "restore-offsite/0a1b2c3d-run";
    private static final String SOURCES = "[{host: nas}]";

    private Taken lab;
    private Path target;

    @BeforeEach
    void open() throws IOException {
        lab = repository.lab(home.resolve("lab"), SOURCES, "");
        target = home.resolve("back");
    }

    @Test
    void aDirectoryComesBackByteForByteAndNothingElseIsLeft() throws Exception {
        var task = task(to(List.of(repository.source().toString())));

        var plan = plan(task);
        assertThat(plan.files()).isEqualTo(7);
        assertThat(plan.host()).isEqualTo("nas");
        assertThat(plan.moves()).isNull();
        var compared = brought(task);

        assertThat(compared.findings()).as(compared.named().toString()).isZero();
        assertThat(compared.files()).isEqualTo(7);
        assertThat(tree(below(target, repository.source()))).isEqualTo(tree(repository.source()));
        assertThat(names(home)).containsExactlyInAnyOrder("lab", "back", "cache");
        assertThat(lab.lab().state().resolve("restores")).isEmptyDirectory();
        assertThat(new ProcessBuilder(
                                "sha256sum",
                                "--check",
                                "--quiet",
                                "--strict",
                                sums(compared).toString())
                        .directory(target.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void anOlderSnapshotHasWhatItHad() throws Exception {
        var older = new RestoreRequest(
                "offsite",
                null,
                null,
                Instant.parse("2026-11-24T12:00:00Z"),
                List.of(repository.source().toString()),
                target.toString(),
                false,
                false,
                null);

        assertThat(plan(task(older)).files()).isEqualTo(6);
        brought(task(older));

        assertThat(below(target, repository.source()).resolve("later")).doesNotExist();
        assertThat(below(target, repository.source()).resolve("file-1")).exists();
    }

    @Test
    void oneFileGoesBackToWhereItWasAndWhatIsThereIsMovedAside() throws Exception {
        var file = repository.source().resolve("file-2");
        var whole = Files.readAllBytes(file);
        Files.writeString(file, "written over by mistake");
        try {
            var task = task(inPlace(file));
            var plan = plan(task);
            assertThat(plan.moves()).isEqualTo(file.toString());

            assertThat(brought(task).findings()).isZero();

            assertThat(file).hasBinaryContent(whole);
            assertThat(Path.of(String.valueOf(plan.aside()))).hasContent("written over by mistake");
            assertThat(names(repository.source())).noneMatch(name -> name.startsWith(".homelab"));
            Files.delete(Path.of(String.valueOf(plan.aside())));
        } finally {
            Files.write(file, whole);
        }
    }

    @Test
    void aLostAnswerAfterTheMoveDoesNotMoveAgain() throws Exception {
        var task = task(to(List.of(repository.source().toString())));
        brought(task);

        assertThat(attempts.once(() -> restore().publish(task)).changed()).isFalse();

        assertThat(below(target, repository.source()).resolve("file-0")).exists();
    }

    @Test
    void whatIsAtTheTargetIsNeverTouched() throws Exception {
        Files.createDirectories(target);
        var mine = Files.writeString(target.resolve("mine"), "mine");
        var task = task(to(List.of()));

        assertThatThrownBy(() -> plan(task))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.report().kind()).isEqualTo(FailureClass.CONFIG))
                .hasMessageContaining("there is something at " + target + " already");

        Files.delete(mine);
        plan(task);
        attempts.once(() -> restore().restore(task));
        Files.writeString(target.resolve("mine"), "put there meanwhile");
        assertThatThrownBy(() -> attempts.once(() -> restore().publish(task)))
                .hasMessageContaining("somebody has put something at " + target);
        attempts.once(() -> restore().discard(task));

        assertThat(names(home)).containsExactlyInAnyOrder("lab", "back", "cache");
        assertThat(target.resolve("mine")).hasContent("put there meanwhile");
    }

    @Test
    void aDamagedPackCostsOnlyTheFilesThatAreInIt() throws Exception {
        var pack = repository.packs().getLast();
        var whole = Files.readAllBytes(pack);
        RepositoryInTest.damage(pack);
        try {
            var task = task(to(List.of(repository.source().toString())));
            plan(task);
            attempts.once(() -> restore().restore(task));
            var compared = attempts.once(() -> restore().compare(task));

            assertThat(compared.findings()).isPositive();
            assertThat(compared.files()).isPositive();
            assertThat(compared.files() + compared.findings()).isEqualTo(7);
            assertThat(compared.named().getFirst())
                    .startsWith(repository.source().toString())
                    .contains("ciphertext verification failed");
            attempts.once(() -> restore().discard(task));
            assertThat(target).doesNotExist();
        } finally {
            Files.write(pack, whole);
        }
    }

    @Test
    void whatIsChosenBadlyIsSaidBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> plan(task(to(List.of("/nothing/of/that/name")))))
                .hasMessageContaining("no snapshot has what is wanted; there are ")
                .hasMessageContaining("of nas (2026-11-25T03:00:00Z");
        assertThatThrownBy(() -> plan(task(to(List.of(repository.source() + "/no-such-file")))))
                .hasMessageContaining("has no " + repository.source() + "/no-such-file");
        assertThatThrownBy(() -> plan(task(to(List.of("/srv/../etc")))))
                .hasMessageContaining("a path must be absolute");
        assertThatThrownBy(() -> plan(task(new RestoreRequest(
                        "offsite", null, null, null, List.of(), home + "/no/such/target", false, false, null))))
                .hasMessageContaining("there is no directory " + home + "/no/such");
        assertThat(names(home)).containsExactlyInAnyOrder("lab", "cache");
    }

    @Test
    void namesThatArePatternsAreNames() throws Exception {
        var odd = Files.createDirectories(repository.source().resolveSibling("odd [a-z]*"));
        Files.writeString(odd.resolve("ba\\ck? {x}"), "one");
        Files.writeString(odd.resolve("back1 {x}"), "two");
        repository.restic("backup", "--host", "odd", odd.toString());
        var wanted = odd.resolve("ba\\ck? {x}");
        var request = new RestoreRequest(
                "offsite", "odd", null, null, List.of(wanted.toString()), target.toString(), false, false, null);

        plan(task(request));
        var compared = brought(task(request));

        assertThat(compared.findings()).isZero();
        assertThat(below(target, wanted)).hasContent("one");
        assertThat(names(below(target, odd))).containsExactly("ba\\ck? {x}");
        assertThat(new ProcessBuilder(
                                "sha256sum",
                                "--check",
                                "--quiet",
                                "--strict",
                                sums(compared).toString())
                        .directory(target.toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void theRepositoryStaysAsItIs() throws Exception {
        var before = repository.digests();
        var task = task(to(List.of()));

        plan(task);
        brought(task);

        assertThat(repository.digests()).isEqualTo(before);
    }

    private ResticRestore restore() {
        return new ResticRestore(
                lab.lab().reader(),
                new Transports(Gate.OPEN),
                restic(),
                lab.lab().state());
    }

    private RestorePlan plan(RestoreTask task) {
        return attempts.once(() -> restore().plan(task));
    }

    private Compared brought(RestoreTask task) {
        plan(task);
        attempts.once(() -> restore().restore(task));
        var compared = attempts.once(() -> restore().compare(task));
        attempts.once(() -> restore().publish(task));
        return compared;
    }

    private RestoreTask task(RestoreRequest request) {
        return new RestoreTask(lab.set(), RUN, request);
    }

    private RestoreRequest to(List<String> paths) {
        return new RestoreRequest("offsite", "nas", null, null, paths, target.toString(), false, false, null);
    }

    private static RestoreRequest inPlace(Path file) {
        return new RestoreRequest("offsite", "nas", null, null, List.of(file.toString()), null, true, false, null);
    }

    private Path sums(Compared compared) {
        return lab.lab().state().resolve(String.valueOf(compared.sums()));
    }

    private static Path below(Path root, Path path) {
        return root.resolve(path.toString().substring(1));
    }

    private static List<String> names(Path directory) {
        var names = directory.toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    /** Every file with its content, rights and time. */
    private static TreeMap<String, @Nullable String> tree(Path root) throws IOException {
        var tree = new TreeMap<String, @Nullable String>();
        try (var files = Files.walk(root, new FileVisitOption[0])) {
            for (var file : files.toList()) {
                tree.put(
                        root.relativize(file).toString(),
                        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS) + " "
                                + Files.getLastModifiedTime(file) + " "
                                + (Files.isRegularFile(file)
                                        ? io.homelab.activities.digest.Sha256.of(file)
                                        : "directory"));
            }
        }
        return tree;
    }
}

package io.homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final Path EXAMPLE = Path.of("..", "lab.example.yaml");

    @TempDir
    Path state;

    @Test
    void aRunGoesOnReadingTheVersionItStartedWith() throws InvalidLab {
        var lab = LabFile.open(EXAMPLE);

        lab.snapshot().writeTo(state);
        var later = LabFile.open(state, lab.digest());

        assertThat(later.lab()).isEqualTo(lab.lab());
        assertThat(later.template("dev")).isEqualTo(lab.template("dev"));
        assertThat(later.snapshot()).isEqualTo(lab.snapshot());
    }

    @Test
    void writingTwiceIsWritingOnce() throws InvalidLab, IOException {
        var snapshot = LabFile.open(EXAMPLE).snapshot();

        assertThat(snapshot.writeTo(state)).isEqualTo(snapshot.writeTo(state));

        try (var entries = Files.list(state.resolve("snapshots"))) {
            assertThat(entries.map(entry -> entry.getFileName().toString())).containsExactly(snapshot.id());
        }
    }

    @Test
    void manyWritersOfOneSnapshotDoNotMeet() throws Exception {
        var snapshot = LabFile.open(EXAMPLE).snapshot();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = Collections.nCopies(64, snapshot).stream()
                    .map(each -> threads.submit(() -> each.writeTo(state)))
                    .toList();
            for (var one : all) {
                assertThat(one.get()).isDirectory();
            }
        }

        assertThat(state.resolve("snapshots").toFile().list()).containsExactly(snapshot.id());
        assertThat(Snapshot.readFrom(state, snapshot.id())).isEqualTo(snapshot);
    }

    @Test
    void commentsAndLayoutDoNotMakeAnotherLab() {
        var one = Snapshot.of(Map.of("lab.yaml", "a: 1\nb: [x, y]\n", "note.pem", "x"));
        var same = Snapshot.of(Map.of("lab.yaml", "# words\nb:\n  - x\n  - y\na: 1\n", "note.pem", "x"));

        assertThat(same.id()).isEqualTo(one.id());
    }

    @Test
    void anyOtherChangeMakesAnotherLab() {
        var files = Map.of("lab.yaml", "a: 1", "x.yaml", "b: [1, 2]", "ca.pem", "p");
        var id = Snapshot.of(files).id();

        assertThat(Snapshot.of(with(files, "lab.yaml", "a: '1'")).id()).isNotEqualTo(id);
        assertThat(Snapshot.of(with(files, "x.yaml", "b: [2, 1]")).id()).isNotEqualTo(id);
        assertThat(Snapshot.of(with(files, "ca.pem", "q")).id()).isNotEqualTo(id);
        assertThat(Snapshot.of(with(files, "y.yaml", "")).id()).isNotEqualTo(id);
    }

    @Test
    void aSnapshotThatSomeoneChangedIsRefused() throws InvalidLab, IOException {
        var snapshot = LabFile.open(EXAMPLE).snapshot();
        var directory = snapshot.writeTo(state);
        Files.writeString(directory.resolve("lab.yaml"), "name: other");

        assertThatIllegalStateException()
                .isThrownBy(() -> LabFile.open(state, snapshot.id()))
                .withMessageContaining("was changed on disk");
    }

    @Test
    void anIdCannotPointOutOfTheStateDirectory() {
        assertThatIllegalArgumentException().isThrownBy(() -> LabFile.open(state, "../../etc"));
    }

    private static Map<String, String> with(Map<String, String> files, String name, String text) {
        var changed = new TreeMap<>(files);
        changed.put(name, text);
        return changed;
    }
}

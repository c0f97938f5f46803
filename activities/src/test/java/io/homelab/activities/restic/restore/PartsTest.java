package io.homelab.activities.restic.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class PartsTest {
    @TempDir
    Path directory;

    private final List<Entry> entries = new ArrayList<>();

    @Test
    void whatIsSmallIsOnePart() throws Exception {
        dir("/data");
        file("/data/a", 10);
        file("/data/b", 20);

        assertThat(cut(100)).containsExactly(List.of("/data"));
    }

    @Test
    void aLargeDirectoryIsCutWhereItsPartsAreSmallEnough() throws Exception {
        dir("/data");
        dir("/data/a");
        file("/data/a/1", 60);
        file("/data/a/2", 30);
        dir("/data/b");
        file("/data/b/1", 70);
        file("/data/c", 20);

        assertThat(cut(100)).containsExactly(List.of("/data/a"), List.of("/data/b", "/data/c"));
    }

    @Test
    void aFileThatIsLargerThanAPartIsOne() throws Exception {
        dir("/data");
        file("/data/a", 10);
        file("/data/huge", 5000);
        file("/data/z", 10);

        assertThat(cut(100)).containsExactly(List.of("/data/a"), List.of("/data/huge"), List.of("/data/z"));
    }

    @Test
    void aDirectoryOfTooManyFilesIsNotCut() throws Exception {
        dir("/data");
        for (int i = 0; i < 1001; i++) {
            file("/data/" + i, 10);
        }

        assertThat(cut(100)).containsExactly(List.of("/data"));
    }

    @Test
    void everyFileIsInExactlyOnePart() throws Exception {
        dir("/a");
        for (int i = 0; i < 40; i++) {
            dir("/a/" + i);
            for (int j = 0; j < 20; j++) {
                file("/a/" + i + "/" + j, (i * 7L + j * 3L) % 50);
            }
            dir("/a/" + i + "/empty");
        }
        file("/alone", 3);

        var paths = cut(500).stream().flatMap(List::stream).toList();

        for (var entry : entries) {
            long covering = paths.stream()
                    .filter(path -> entry.where().equals(path) || entry.where().startsWith(path + "/"))
                    .count();
            boolean cut = paths.stream().anyMatch(path -> path.startsWith(entry.where() + "/"));
            assertThat(covering).as(entry.where()).isEqualTo(cut ? 0 : 1);
        }
    }

    private List<List<String>> cut(long largest) throws IOException {
        var manifest = new Manifest(directory.resolve("manifest"));
        manifest.write(entries::forEach);
        return new Parts(manifest, largest).cut();
    }

    private void dir(String path) {
        entries.add(new Entry("dir", path, null, null));
    }

    private void file(String path, long bytes) {
        entries.add(new Entry("file", path, bytes, null));
    }
}

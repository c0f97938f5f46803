package io.homelab.lab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LabLockTest {
    private static final String URL = "https://factory.example.org/image/talos.iso";
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void aFirstUseIsRecordedAndSaysThatItIsOne() throws IOException {
        var lock = LabLock.beside(directory.resolve("lab.yaml"));
        assertThat(lock.find(LabLock.Kind.DOWNLOAD, URL)).isEmpty();

        lock.recordFirstUse(LabLock.Kind.DOWNLOAD, URL, ONE, 123, NOW);

        var again = LabLock.beside(directory.resolve("lab.yaml"));
        assertThat(again.find(LabLock.Kind.DOWNLOAD, URL)).contains(new Recorded(ONE, 123, NOW, "trust on first use"));
        assertThat(again.find(LabLock.Kind.CHART, URL)).isEmpty();
        var json = JsonMapper.builder().build().readTree(Files.readString(directory.resolve("lab.lock")));
        assertThat(json.path("downloads").path(URL).path("firstSeen").asString())
                .isEqualTo("2026-11-23T00:00:00Z");
    }

    @Test
    void theSameDigestAgainKeepsTheFirstRecord() {
        var lock = LabLock.beside(directory.resolve("lab.yaml"));
        lock.recordFirstUse(LabLock.Kind.CHART, "cilium@1.17.5", ONE, 1, NOW);

        var recorded = lock.recordFirstUse(LabLock.Kind.CHART, "cilium@1.17.5", ONE, 1, NOW.plusSeconds(99));

        assertThat(recorded.firstSeen()).isEqualTo(NOW);
    }

    @Test
    void aChangedDigestIsRefusedAndNothingIsWritten() throws IOException {
        var lock = LabLock.beside(directory.resolve("lab.yaml"));
        lock.recordFirstUse(LabLock.Kind.DOWNLOAD, URL, ONE, 123, NOW);
        var before = Files.readString(directory.resolve("lab.lock"));

        assertThatThrownBy(() -> lock.recordFirstUse(LabLock.Kind.DOWNLOAD, URL, TWO, 123, NOW))
                .isInstanceOf(ChangedDigest.class)
                .hasMessage(URL + " changed: its SHA-256 is " + TWO + ", lab.lock has " + ONE
                        + " since 2026-11-23T00:00:00Z (trust on first use)."
                        + " If that is meant, remove its entry from lab.lock");

        assertThat(Files.readString(directory.resolve("lab.lock"))).isEqualTo(before);
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> LabLock.beside(directory.resolve("lab.yaml"))
                            .recordFirstUse(LabLock.Kind.DOWNLOAD, URL + i, ONE, i, NOW)))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }

        var lock = LabLock.beside(directory.resolve("lab.yaml"));
        assertThat(IntStream.range(0, 40))
                .allMatch(i -> lock.find(LabLock.Kind.DOWNLOAD, URL + i).isPresent());
    }
}

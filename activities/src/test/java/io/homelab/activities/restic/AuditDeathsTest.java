package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An audit of a real repository whose process is killed again and again; what it has asked for is counted by somebody else.
 * {@code -Dhomelab.deaths=N} dies more often.
 */
class AuditDeathsTest {
    private static final int DEATHS = Integer.getInteger("homelab.deaths", 5);
    private static final int READERS = 4;
    private static final int KILLED = 128 + 9;
    private static final int MIB = 1 << 20;
    private static final int PACK = 4;
    private static final String RUN = "backups/killed";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    @Timeout(1800)
    void eachDeathCostsThePacksOnTheirWayAndChangesNoVerdict() throws Exception {
        try (var repository = new RepositoryInTest(directory.resolve("repository"), 1);
                var proxy = new CountingProxy(
                        URI.create(repository.url().substring("s3:".length())).getPort())) {
            fill(repository);
            var packs = repository.packs().size();
            var there = repository.url().replaceFirst(":[0-9]+/", ":" + proxy.port() + "/");
            var lab = repository
                    .lab(directory.resolve("lab"), "[{host: nas}]", "")
                    .with(repository.url(), there);

            var random = new Random(11);
            for (int death = 0; death < DEATHS; death++) {
                // Most die with all readers on the way, some a few packs later.
                assertThat(life(lab, proxy, 1 + random.nextInt(READERS + 3)))
                        .as("death %d, %d reads of %d packs", death, proxy.reads.get(), packs)
                        .isEqualTo(KILLED);
            }
            assertThat(life(lab, proxy, Integer.MAX_VALUE)).isZero();

            System.out.println(DEATHS + " deaths, " + packs + " packs, " + proxy.reads.get() + " reads");
            assertThat(proxy.reads.get()).isBetween(packs, packs + DEATHS * READERS);
            assertThat(Files.readString(said())).isEqualTo("seen: packs PASS\nseen: coverage PASS\n");
            try (var ledger = PackLedger.open(lab.lab().state().resolve("evidence/packs/offsite.jsonl"))) {
                assertThat(ledger.packs()).hasSize(packs).allMatch(pack -> pack.verified() != null);
            }
        }
    }

    /** Small packs, more of them than are read between all deaths. */
    private void fill(RepositoryInTest repository) throws IOException {
        var source = Files.createDirectories(directory.resolve("more"));
        var random = new Random(3);
        var bytes = new byte[PACK * MIB];
        for (int i = 0; i < 3 * DEATHS + 20; i++) {
            random.nextBytes(bytes);
            Files.write(source.resolve("file-" + i), bytes);
        }
        repository.restic("backup", "--pack-size", String.valueOf(PACK), "--host", "nas", source.toString());
    }

    /** A process that is killed at so many reads; its exit code. */
    private int life(RepositoryInTest.Taken lab, CountingProxy proxy, int reads) throws IOException {
        var process = new AtomicReference<@Nullable Process>();
        int until = reads == Integer.MAX_VALUE ? reads : proxy.reads.get() + reads;
        proxy.counted = () -> {
            if (proxy.reads.get() >= until) {
                Objects.requireNonNull(process.get()).destroyForcibly();
            }
        };
        process.set(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AuditProcess.class.getName(),
                        lab.lab().directory().toAbsolutePath().toString(),
                        lab.set().snapshot(),
                        RUN)
                .redirectError(directory.resolve("err").toFile())
                .redirectOutput(said().toFile())
                .start());
        int code = Objects.requireNonNull(process.get()).onExit().join().exitValue();
        if (code != 0 && code != KILLED) {
            throw new IllegalStateException(Files.readString(directory.resolve("err"), StandardCharsets.UTF_8));
        }
        return code;
    }

    private Path said() {
        return directory.resolve("said");
    }
}

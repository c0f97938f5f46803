package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reading every byte of a repository of a GiB, side by side in one run: {@code ./homelab test --bench}. The S3 server's own work is
 * in the seconds, and in nobody's CPU seconds.
 */
class PackAuditBenchmark {
    private static final int MIB_PER_FILE = 171;
    private static final int ROUNDS = 5;
    private static final int WARM = 3;
    private static final int READERS = 4;
    private static final double TICKS = 100;

    @TempDir
    Path directory;

    private record Taken(double seconds, double cpu) {}

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void everyByteOfAGibibyte() throws IOException {
        try (var repository = new RepositoryInTest(directory, MIB_PER_FILE)) {
            var packs = repository.packs();
            var mib = packs.stream().mapToLong(pack -> pack.toFile().length()).sum() / 1048576.0;
            var lab = repository.lab(directory.resolve("home"), "[{host: nas}]", "");
            var audit = new ResticPackAudit(
                    lab.lab().reader(),
                    new Transports(Gate.OPEN),
                    RepositoryInTest.restic(directory.resolve("cache")),
                    lab.lab().state(),
                    Instant::now);
            var restic = new ArrayList<Taken>();
            var ours = new ArrayList<Taken>();
            var get = new ArrayList<Taken>();
            try (var attempts = new Attempts()) {
                for (int round = -WARM; round < ROUNDS; round++) { // the first ones warm up, and are not counted
                    var run = "round " + round;
                    var counts = round >= 0;
                    note(
                            counts,
                            get,
                            measured(
                                    () -> fetch(new Repositories(lab.lab().reader(), new Transports(Gate.OPEN)), lab)));
                    note(counts, ours, measured(() -> assertThat(
                                    attempts.once(() -> audit.audit(new AuditRequest(lab.set(), run, true)))
                                            .checks()
                                            .getFirst()
                                            .verdict())
                            .isEqualTo(CheckVerdict.PASS)));
                    note(counts, restic, measured(() -> repository.restic("check", "--read-data", "--no-lock")));
                }
            }
            System.out.printf(
                    Locale.ROOT, "%.0f MiB in %d packs, the median of %d rounds:%n", mib, packs.size(), ROUNDS);
            System.out.printf(Locale.ROOT, "%26s %9s %9s %9s %14s%n", "", "seconds", "MiB/s", "CPU s", "MiB per CPU s");
            print("GET alone", get, mib);
            print("pack audit", ours, mib);
            print("restic check --read-data", restic, mib);
            System.out.printf(
                    Locale.ROOT,
                    "pack audit / restic: %.1f times the throughput, %.1f times the bytes per CPU second; of GET alone: %.2f%n",
                    median(restic).seconds / median(ours).seconds,
                    median(restic).cpu / median(ours).cpu,
                    median(get).seconds / median(ours).seconds);
        }
    }

    private static void fetch(Repositories repositories, RepositoryInTest.Taken lab) {
        try (var store = repositories.packs(repositories.open(lab.set()), READERS)) {
            var waiting = new ConcurrentLinkedQueue<>(store.list().keySet());
            var threads = IntStream.range(0, READERS)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> {
                        for (var id = waiting.poll(); id != null; id = waiting.poll()) {
                            assertThat(store.read(id, PackAuditBenchmark::drained))
                                    .isPresent();
                        }
                    }))
                    .toList();
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long drained(InputStream stream) throws IOException {
        var buffer = new byte[1 << 17];
        long bytes = 0;
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            bytes += count;
        }
        return bytes;
    }

    private static Taken measured(Work work) throws IOException {
        var started = System.nanoTime();
        var cpu = cpuSeconds();
        work.run();
        return new Taken((System.nanoTime() - started) / 1e9, cpuSeconds() - cpu);
    }

    /** Of this process and of its children that have ended. */
    private static double cpuSeconds() {
        try {
            var stat = Files.readString(Path.of("/proc/self/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return IntStream.of(11, 12, 13, 14)
                            .mapToLong(i -> Long.parseLong(fields[i]))
                            .sum()
                    / TICKS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(boolean counts, List<Taken> taken, Taken one) {
        if (counts) {
            taken.add(one);
        }
    }

    private static void print(String what, List<Taken> taken, double mib) {
        var median = median(taken);
        System.out.printf(
                Locale.ROOT,
                "%26s %9.2f %9.0f %9.2f %14.0f%n",
                what,
                median.seconds,
                mib / median.seconds,
                median.cpu,
                mib / median.cpu);
    }

    private static Taken median(List<Taken> taken) {
        var seconds = taken.stream().mapToDouble(Taken::seconds).sorted().toArray();
        var cpu = taken.stream().mapToDouble(Taken::cpu).sorted().toArray();
        return new Taken(seconds[seconds.length / 2], cpu[cpu.length / 2]);
    }
}

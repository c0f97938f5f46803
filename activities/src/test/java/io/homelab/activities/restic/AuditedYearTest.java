package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.backup.audit.AuditPlanner;
import io.homelab.workflows.backup.audit.AuditPolicy;
import io.homelab.workflows.backup.audit.PackState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A year of nights through the planner and the ledger, against what was really read: the repository grows, is pruned and
 * repacked, nights fail, and audits die between two packs.
 */
class AuditedYearTest {
    private static final int NIGHTS = 365;
    private static final int SPARE = 3;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WITHIN = Duration.ofDays(30);
    private static final Instant BEGIN = Instant.parse("2026-01-01T02:00:00Z");

    @TempDir
    Path directory;

    /** What is really so. */
    private static final class Truth {
        private final Map<String, Long> bytes = new HashMap<>();
        private final Map<String, Instant> since = new HashMap<>();
        private final Map<String, Instant> read = new HashMap<>();
    }

    /** More of them with {@code -Dhomelab.years=30}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("homelab.years", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noPackIsUnreadForTooLongAndNoneIsReadTwiceInHalfItsTime(long seed) throws IOException {
        var random = new Random(seed);
        var truth = new Truth();
        var planner = new AuditPlanner(new AuditPolicy(WITHIN, DAY, SPARE, null));
        var file = directory.resolve("year-" + seed + ".jsonl");
        grow(truth, random, 300);
        long most = 0;
        int failed = 0;
        for (int night = 0; night < NIGHTS; night++) {
            var now = BEGIN.plus(DAY.multipliedBy(night));
            change(truth, random);
            if (failed < SPARE && random.nextInt(4) == 0) {
                failed++;
                continue; // nobody was there
            }
            try (var ledger = PackLedger.open(file)) {
                ledger.listed(truth.bytes, now);
                truth.bytes.keySet().forEach(id -> truth.since.putIfAbsent(id, now));
                var plan = planner.plan(ledger.packs(), now);
                most = Math.max(most, plan.bytes());
                var dies = failed < SPARE && random.nextInt(5) == 0
                        ? random.nextInt(plan.packs().size() + 1)
                        : plan.packs().size();
                for (var pack : plan.packs().subList(0, dies)) {
                    read(truth, pack, now);
                    ledger.verified(pack.id(), now);
                }
                failed = dies < plan.packs().size() ? failed + 1 : 0;
                assertThat(plan.isShort()).isFalse();
            }
            inTime(truth, now);
        }
        equalsTheTruth(truth, file);
        assertThat(most)
                .as("no night reads a large part of it at once")
                .isLessThan(
                        truth.bytes.values().stream().mapToLong(Long::longValue).sum() / 3);
    }

    private static void read(Truth truth, PackState pack, Instant now) {
        var before = truth.read.put(pack.id(), now);
        assertThat(before == null || Duration.between(before, now).compareTo(WITHIN.dividedBy(2)) >= 0)
                .as(pack.id() + " was read at " + before + " and is read again at " + now)
                .isTrue();
    }

    private static void inTime(Truth truth, Instant now) {
        for (var id : truth.bytes.keySet()) {
            var last = truth.read.getOrDefault(id, truth.since.get(id));
            assertThat(Duration.between(last, now)).as(id + " at " + now).isLessThanOrEqualTo(WITHIN);
        }
    }

    private static void equalsTheTruth(Truth truth, Path file) throws IOException {
        try (var ledger = PackLedger.open(file)) {
            ledger.listed(truth.bytes, BEGIN.plus(DAY.multipliedBy(NIGHTS)));
            var kept = ledger.packs().stream().collect(Collectors.toMap(PackState::id, Function.identity()));
            assertThat(kept.keySet()).isEqualTo(truth.bytes.keySet());
            kept.forEach((id, pack) -> {
                assertThat(pack.verified()).as(id).isEqualTo(truth.read.get(id));
                assertThat(pack.bytes()).as(id).isEqualTo(truth.bytes.get(id));
            });
        }
    }

    /** A backup each night; now and then a prune, which repacks what it does not remove. */
    private static void change(Truth truth, Random random) {
        grow(truth, random, random.nextInt(6));
        if (random.nextInt(7) == 0) {
            for (var id : new ArrayList<>(truth.bytes.keySet())) {
                if (random.nextInt(30) == 0) {
                    truth.bytes.remove(id);
                    truth.since.remove(id);
                    truth.read.remove(id);
                }
            }
            grow(truth, random, random.nextInt(4));
        }
    }

    private static void grow(Truth truth, Random random, int packs) {
        for (int i = 0; i < packs; i++) {
            var id = new byte[32];
            random.nextBytes(id);
            truth.bytes.put(HexFormat.of().formatHex(id), 4_000_000L + random.nextInt(16_000_000));
        }
    }
}

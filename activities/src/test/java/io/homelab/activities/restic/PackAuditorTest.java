package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.restic.PackAuditor.Audited;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.ObjectBucket.Reader;
import io.homelab.activities.transport.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packs whose reading fails in each way that a server can think of. */
@Timeout(60)
class PackAuditorTest {
    private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");
    private static final int READERS = 4;

    @TempDir
    Path directory;

    private final Packs store = new Packs();
    private final AtomicLong paced = new AtomicLong();
    private final Attempts attempts = new Attempts();

    @AfterEach
    void close() {
        attempts.close();
    }

    /** Packs in memory, of which some are as somebody wants them. */
    private static final class Packs implements PackStore {
        private final Map<String, byte[]> packs = new TreeMap<>();
        private final Set<String> breakingOff = new HashSet<>();
        private final Set<String> garbledOnce = Collections.synchronizedSet(new HashSet<>());
        private final Set<String> gone = new HashSet<>();
        private final List<String> reads = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger diesAfter = new AtomicInteger(Integer.MAX_VALUE);
        private volatile boolean down;
        private volatile boolean broken;

        String add(String content) {
            var bytes = content.getBytes(StandardCharsets.UTF_8);
            var id = Sha256.of(bytes);
            packs.put(id, bytes);
            return id;
        }

        @Override
        public void probe() {
            if (down) {
                throw new Unreachable("nobody answers", "there", null);
            }
        }

        @Override
        public Map<String, Long> list() {
            var listed = new TreeMap<String, Long>();
            packs.forEach((id, bytes) -> listed.put(id, (long) bytes.length));
            return listed;
        }

        @Override
        public <T> Optional<T> read(String id, Reader<T> reader) {
            reads.add(id);
            if (broken) {
                throw new AssertionError("not even a problem");
            }
            if (reads.size() > diesAfter.get()) {
                throw new Death();
            }
            probe();
            if (gone.contains(id)) {
                return Optional.empty();
            }
            if (breakingOff.contains(id)) {
                throw new Unreachable("the answer broke off", "there", null);
            }
            var bytes = Objects.requireNonNull(packs.get(id)).clone();
            if (garbledOnce.remove(id)) {
                bytes[0] ^= 1;
            }
            try (InputStream stream = new ByteArrayInputStream(bytes)) {
                return Optional.of(reader.read(stream));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** A death in the middle of an audit: nothing that was on its way is written down. */
    private static final class Death extends IllegalStateException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aHundredDeathsCostThePacksOnTheirWayAndNoOther() throws Exception {
        for (int i = 0; i < 400; i++) {
            store.add("pack " + i);
        }
        var random = new Random(5);
        int deaths = 0;
        while (deaths < 100) {
            deaths++;
            store.diesAfter.set(store.reads.size() + random.nextInt(8));
            try {
                audit();
                break;
            } catch (Death e) {
                continue; // whoever comes next goes on
            }
        }
        store.diesAfter.set(Integer.MAX_VALUE);
        audit();

        assertThat(store.reads.size()).isLessThanOrEqualTo(400 + deaths * READERS);
        try (var ledger = PackLedger.open(directory.resolve("packs.jsonl"))) {
            assertThat(ledger.packs()).hasSize(400).allMatch(pack -> pack.verified() != null);
        }
    }

    @Test
    void whoeverReadsAndIsLostIsNoPass() {
        store.add("one");
        store.broken = true;

        assertThatThrownBy(this::audit)
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(AssertionError.class);
    }

    @Test
    void onePackThatNobodyCanReadKeepsNoOtherFromBeingRead() throws Exception {
        var sick = store.add("sick");
        for (int i = 0; i < 30; i++) {
            store.add("pack " + i);
        }
        store.breakingOff.add(sick);

        var audited = audit();

        assertThat(audited.whole()).isEqualTo(30);
        assertThat(audited.unreadable()).containsExactly(Map.entry(sick, "the answer broke off"));
        assertThat(store.reads).filteredOn(sick::equals).hasSize(3);
    }

    @Test
    void whenNobodyAnswersItIsNotThePacks() {
        store.add("one");
        store.add("two");
        store.down = true;

        assertThatThrownBy(this::audit).isInstanceOf(Unreachable.class).hasMessage("nobody answers");
    }

    @Test
    void aServerThatIsDownIsLeftAlone() {
        for (int i = 0; i < 1000; i++) {
            store.add("pack " + i);
        }
        store.down = true;

        assertThatThrownBy(this::audit).isInstanceOf(Unreachable.class);
        assertThat(store.reads).hasSizeLessThan(50);
    }

    @Test
    void whatOnlyTheLineHasGarbledIsWhole() throws Exception {
        var garbled = store.add("garbled");
        store.garbledOnce.add(garbled);

        assertThat(audit()).isEqualTo(new Audited(1, 0, Map.of(), Map.of()));
        assertThat(store.reads).containsExactly(garbled, garbled);
        assertThat(paced).as("each byte that came is paced").hasValue(2 * "garbled".length());
    }

    @Test
    void whatWentAwaySinceIsNoDamage() throws Exception {
        store.gone.add(store.add("pruned"));
        store.add("kept");

        assertThat(audit()).isEqualTo(new Audited(1, 1, Map.of(), Map.of()));
    }

    @Test
    void whatIsDamagedIsNotWrittenDownAsRead() throws Exception {
        var damaged = store.add("damaged");
        store.packs.put(damaged, "damagex".getBytes(StandardCharsets.UTF_8));

        assertThat(audit().damaged()).containsOnlyKeys(damaged);
        try (var ledger = PackLedger.open(directory.resolve("packs.jsonl"))) {
            assertThat(ledger.packs()).singleElement().satisfies(pack -> assertThat(pack.verified())
                    .isNull());
        }
    }

    private Audited audit() throws IOException {
        try (var ledger = PackLedger.open(directory.resolve("packs.jsonl"))) {
            ledger.listed(store.list(), NOW);
            var auditor = new PackAuditor(store, ledger, () -> NOW, READERS, paced::addAndGet);
            return attempts.once(() -> {
                try {
                    return auditor.audit(ledger.packs().stream()
                            .filter(pack -> pack.verified() == null)
                            .toList());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}

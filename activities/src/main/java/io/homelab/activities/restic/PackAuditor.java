package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.Sizes;
import io.homelab.workflows.backup.audit.PackState;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads packs side by side and writes down each that is whole before it reads the next: whoever goes on after a death reads
 * those again that were on the way, and no other.
 */
final class PackAuditor {
    private static final int ATTEMPTS = 3;
    private static final Duration PARTING = Duration.ofSeconds(5);
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(5);

    private final PackStore store;
    private final PackLedger ledger;
    private final LabClock clock;
    private final int readers;
    private final IntConsumer pace;

    /** @param pace told of each piece that a reader has read; may hold it back */
    PackAuditor(PackStore store, PackLedger ledger, LabClock clock, int readers, IntConsumer pace) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.readers = readers;
        this.pace = pace;
    }

    /**
     * What was seen.
     *
     * @param damaged why, by pack id
     * @param unreadable why, by pack id: its reading failed again and again, and that of others did not
     */
    record Audited(int whole, int gone, Map<String, String> damaged, Map<String, String> unreadable) {}

    /** Reads them; throws what keeps it from reading any. */
    Audited audit(Collection<PackState> packs) throws InterruptedException {
        var work = new Work(packs);
        var pool = Executors.newFixedThreadPool(
                readers, Thread.ofPlatform().name("pack-reader-", 0).daemon().factory());
        try {
            var ends = new ExecutorCompletionService<@Nullable Void>(pool);
            for (int i = 0; i < readers; i++) {
                ends.submit(work);
            }
            for (int running = readers; running > 0; ) {
                var end = ends.poll(BETWEEN_BEATS.toMillis(), TimeUnit.MILLISECONDS);
                if (end != null) {
                    over(end);
                    running--;
                }
                Await.beat(work.progress());
            }
        } finally {
            // Who still reads must not find the ledger closed under its hands.
            work.waiting.clear();
            pool.shutdownNow();
            var _ = pool.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!work.unreadable.isEmpty()) {
            store.probe(); // if nobody answers at all, it is not the packs
        }
        return work.audited();
    }

    /** What has stopped a reader stops all. */
    private static void over(Future<@Nullable Void> reader) throws InterruptedException {
        try {
            reader.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException ours -> ours;
                case IOException disk ->
                    new Problem(
                            FailureClass.TRANSIENT,
                            "cannot write down what was read: " + disk.getMessage(),
                            "ledger of packs",
                            "make room on this machine's disk: it goes on by itself",
                            disk);
                case null, default -> new IllegalStateException("a reader has ended in the middle", e);
            };
        }
    }

    private record Reading(PackState pack, int attempt) {}

    private final class Work implements Callable<@Nullable Void> {
        private final Queue<Reading> waiting;
        private final int count;
        private final long bytes;
        private final AtomicLong read = new AtomicLong();
        private final AtomicInteger whole = new AtomicInteger();
        private final AtomicInteger gone = new AtomicInteger();
        private final Map<String, String> damaged = new ConcurrentHashMap<>();
        private final Map<String, String> unreadable = new ConcurrentHashMap<>();
        private final AtomicInteger failuresInARow = new AtomicInteger();
        private final PackReader reader = new PackReader(store, this::came);

        Work(Collection<PackState> packs) {
            waiting = new ConcurrentLinkedQueue<>(
                    packs.stream().map(pack -> new Reading(pack, 1)).toList());
            count = packs.size();
            bytes = packs.stream().mapToLong(PackState::bytes).sum();
        }

        @Override
        public @Nullable Void call() throws IOException {
            for (var next = waiting.poll(); next != null && !Thread.interrupted(); next = waiting.poll()) {
                attempt(next);
            }
            return null;
        }

        private void attempt(Reading reading) throws IOException {
            try {
                take(reading.pack());
                failuresInARow.set(0);
            } catch (Problem e) {
                // Others may be readable still; when none is, the server is to be left alone for a while.
                if (!mayBeThePack(e.report().kind()) || failuresInARow.incrementAndGet() > ATTEMPTS * readers) {
                    throw e;
                }
                if (reading.attempt() < ATTEMPTS && e.report().kind() == FailureClass.TRANSIENT) {
                    waiting.add(new Reading(reading.pack(), reading.attempt() + 1));
                } else {
                    unreadable.put(reading.pack().id(), e.report().what());
                }
            }
        }

        /** Rights may end at a prefix, as those of a policy do. */
        private static boolean mayBeThePack(FailureClass kind) {
            return kind == FailureClass.TRANSIENT || kind == FailureClass.AUTH;
        }

        private void take(PackState pack) throws IOException {
            var seen = reader.check(pack.id(), pack.bytes());
            switch (seen.kind()) {
                case WHOLE -> {
                    ledger.verified(pack.id(), clock.now());
                    whole.incrementAndGet();
                }
                case GONE -> gone.incrementAndGet();
                case DAMAGED -> damaged.put(pack.id(), String.valueOf(seen.why()));
            }
        }

        private void came(int bytes) {
            read.addAndGet(bytes);
            pace.accept(bytes);
        }

        String progress() {
            return whole.get() + " of " + count + " packs are whole, " + Sizes.text(read.get()) + " of "
                    + Sizes.text(bytes) + " read" + (damaged.isEmpty() ? "" : ", " + damaged.size() + " damaged");
        }

        Audited audited() {
            return new Audited(whole.get(), gone.get(), Map.copyOf(damaged), Map.copyOf(unreadable));
        }
    }
}

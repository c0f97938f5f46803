package io.homelab.activities.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.simulated.Worlds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories over HTTP with recycled numbers, migrated, cloned and hand-made machines. {@code -Dhomelab.histories=N}
 * plays more of them, {@code -Dhomelab.seed=N} other ones.
 */
@Timeout(3600)
class ForeignMachinesTest {
    private static final int HISTORIES = Integer.getInteger("homelab.histories", 300);
    private static final long SEED = Long.getLong("homelab.seed", 20261123L);
    private static final int PLAYERS = 2;
    private static final int AGE = 50;
    private static final int PRIME = 1_000_003;

    @TempDir
    Path directory;

    @Test
    void noHistoryStopsChangesOrDeletesAForeignMachine() throws Exception {
        var next = new AtomicInteger();
        var failures = new ConcurrentLinkedQueue<String>();
        try (var worlds = new Worlds(directory.resolve("worlds"), List.of());
                var players = Executors.newFixedThreadPool(PLAYERS)) {
            var all = new ArrayList<Future<?>>();
            for (int player = 0; player < PLAYERS; player++) {
                var name = "player" + player;
                all.add(players.submit(() -> {
                    play(worlds, name, next, failures);
                    return name;
                }));
            }
            for (var each : all) {
                each.get();
            }
        }
        assertThat(failures)
                .as("of %d histories from seed %d", next.get(), SEED)
                .isEmpty();
    }

    /** Worlds are young: what a host remembers of its past only makes it slow. */
    private void play(Worlds worlds, String name, AtomicInteger next, ConcurrentLinkedQueue<String> failures)
            throws Exception {
        for (int age = 0; next.get() < HISTORIES && failures.isEmpty(); age++) {
            var open = name + "-open-" + age;
            var confined = name + "-confined-" + age;
            try (var outside = playground(worlds, open, false);
                    var inside = playground(worlds, confined, true)) {
                for (int i = 0; i < AGE && next.get() < HISTORIES && failures.isEmpty(); i++) {
                    var history = History.of(SEED * PRIME + next.getAndIncrement());
                    var playground = history.confined() ? inside : outside;
                    var wrong = playground.play(history);
                    if (!wrong.isEmpty()) {
                        failures.add(shortest(playground, history, wrong));
                    }
                }
            }
            worlds.delete(open);
            worlds.delete(confined);
        }
    }

    private Playground playground(Worlds worlds, String name, boolean confined) throws Exception {
        return new Playground(worlds.create(name, 2, 0.0001), directory.resolve("lab-" + name), confined);
    }

    /** The shortest beginning that goes wrong too; how tasks and calls interleave may differ from one time to the next. */
    private static String shortest(Playground playground, History history, List<String> wrong) {
        for (int length = 1; length < history.steps().size(); length++) {
            var found = playground.play(history.prefix(length));
            if (!found.isEmpty()) {
                return history.prefix(length) + "\n" + String.join("\n", found);
            }
        }
        return history + "\n" + String.join("\n", wrong);
    }
}

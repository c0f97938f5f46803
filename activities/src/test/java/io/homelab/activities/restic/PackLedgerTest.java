package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.backup.audit.PackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackLedgerTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final Instant MONDAY = Instant.parse("2026-11-23T02:00:00Z");
    private static final Instant TUESDAY = MONDAY.plusSeconds(86_400);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("ledgers/offsite.jsonl");
    }

    @Test
    void whatWasReadIsKnownToWhoeverOpensItNext() throws IOException {
        try (var ledger = PackLedger.open(file)) {
            ledger.listed(Map.of(A, 10L, B, 20L), MONDAY);
            ledger.verified(A, TUESDAY);
        }

        try (var ledger = PackLedger.open(file)) {
            assertThat(ledger.packs())
                    .containsExactlyInAnyOrder(
                            new PackState(A, 10, MONDAY, TUESDAY), new PackState(B, 20, MONDAY, null));
        }
    }

    @Test
    void whatTheRepositoryNoLongerHasIsForgottenAndUnreadWhenItComesBack() throws IOException {
        try (var ledger = PackLedger.open(file)) {
            ledger.listed(Map.of(A, 10L, B, 20L), MONDAY);
            ledger.verified(A, MONDAY);
            ledger.listed(Map.of(B, 20L), TUESDAY);
            assertThat(ledger.packs()).containsExactly(new PackState(B, 20, MONDAY, null));

            ledger.listed(Map.of(A, 10L, B, 20L), TUESDAY);
            assertThat(ledger.packs()).contains(new PackState(A, 10, TUESDAY, null));
        }
    }

    @Test
    void anotherLengthUnderTheSameNameIsUnread() throws IOException {
        try (var ledger = PackLedger.open(file)) {
            ledger.listed(Map.of(A, 10L), MONDAY);
            ledger.verified(A, MONDAY);

            ledger.listed(Map.of(A, 9L), TUESDAY);

            assertThat(ledger.packs()).containsExactly(new PackState(A, 9, MONDAY, null));
        }
    }

    @Test
    void aLineThatAPowerCutLeftUnfinishedIsNoneAndTheNextOneIsWhole() throws IOException {
        try (var ledger = PackLedger.open(file)) {
            ledger.listed(Map.of(A, 10L, B, 20L), MONDAY);
        }
        Files.writeString(file, "{\"pack\":\"" + A.substring(0, 20), StandardOpenOption.APPEND);

        try (var ledger = PackLedger.open(file)) {
            ledger.verified(A, TUESDAY);
        }

        try (var ledger = PackLedger.open(file)) {
            assertThat(ledger.packs()).contains(new PackState(A, 10, MONDAY, TUESDAY));
        }
    }

    @Test
    void somethingElseIsNoLedger() throws IOException {
        Files.createDirectories(directory.resolve("ledgers"));
        Files.writeString(file, "rubbish\n");

        assertThatThrownBy(() -> PackLedger.open(file))
                .isInstanceOf(PackLedger.Broken.class)
                .hasMessageContaining("at byte 0");
    }

    @Test
    void oneAtATime() throws IOException {
        try (var ledger = PackLedger.open(file)) {
            ledger.listed(Map.of(A, 10L), MONDAY);
            assertThatThrownBy(() -> PackLedger.open(file))
                    .isInstanceOf(PackLedger.Busy.class)
                    .hasMessageContaining("already");
        }
        PackLedger.open(file).close();
    }

    @Test
    void whatNoListingHasShownCannotHaveBeenRead() throws IOException {
        try (var ledger = PackLedger.open(file)) {
            assertThatThrownBy(() -> ledger.verified(A, MONDAY)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void itDoesNotGrowForEver() throws IOException {
        try (var ledger = PackLedger.open(file)) {
            for (int night = 0; night < 3000; night++) {
                ledger.listed(Map.of(A, 10L + night, B, 20L), MONDAY);
            }
            ledger.verified(B, TUESDAY);
        }

        assertThat(Files.readAllLines(file)).hasSizeLessThan(1100);
        try (var ledger = PackLedger.open(file)) {
            assertThat(ledger.packs())
                    .containsExactlyInAnyOrder(
                            new PackState(A, 3009, MONDAY, null), new PackState(B, 20, MONDAY, TUESDAY));
        }
    }
}

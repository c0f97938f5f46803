package io.homelab.lab.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStoreTest {
    private final AgeIdentity mine = AgeIdentity.generate();
    private final AgeIdentity spare = AgeIdentity.generate();

    private final Path directory;
    private final SecretStore store;

    SecretStoreTest(@TempDir Path directory) {
        this.directory = directory;
        this.store = SecretStore.open(directory, List.of(mine.recipient(), spare.recipient()), () -> mine);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 65535, 65536, 65537, 200_000})
    void bytesOfAnySizeComeBackAsTheyWere(int size) {
        var bytes = new byte[size];
        RandomGenerator.of("L64X128MixRandom").nextBytes(bytes);

        store.put("blob", Secret.of(bytes));

        assertThat(store.get("blob").orElseThrow().bytes()).isEqualTo(bytes);
    }

    @Test
    void everyRecipientReadsEverySecretAndNobodyElse() {
        store.put("token", Secret.of("hunter2"));

        assertThat(reading(spare).get("token").orElseThrow().text()).isEqualTo("hunter2");
        assertThatThrownBy(() -> reading(AgeIdentity.generate()).get("token"))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining("token cannot be read");
    }

    @Test
    void nothingOnDiskShowsTheSecretAndOnlyItsOwnerMayLook() throws IOException {
        store.put("token", Secret.of("hunter2"));

        var file = directory.resolve("token.age");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .startsWith("age-encryption.org/v1")
                .doesNotContain("hunter2");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void aDamagedFileIsRefusedNotGuessed() throws IOException {
        store.put("token", Secret.of("hunter2"));
        var file = directory.resolve("token.age");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> store.get("token")).isInstanceOf(SecretUnavailable.class);
    }

    @Test
    void namesAreListedAndCannotLeaveTheDirectory() {
        store.put("b", Secret.of("2"));
        store.put("a", Secret.of("1"));

        assertThat(store.list()).containsExactly("a", "b");
        assertThat(store.get("c")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> store.put("../a", Secret.of("3")));
    }

    @Test
    void aRemovedSecretIsGone() {
        store.put("a", Secret.of("1"));

        assertThat(store.remove("a")).isTrue();
        assertThat(store.remove("a")).isFalse();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void rekeyingShutsOutWhoIsNoLongerARecipient() {
        store.put("a", Secret.of("1"));
        store.put("b", Secret.of("2"));

        SecretStore.open(directory, List.of(mine.recipient()), () -> mine).rekey();

        assertThat(store.export().values()).extracting(Secret::text).containsExactly("1", "2");
        assertThatThrownBy(() -> reading(spare).get("a")).isInstanceOf(SecretUnavailable.class);
    }

    @Test
    void rekeyingChangesNothingWhenOneSecretCannotBeRead() throws IOException {
        store.put("a", Secret.of("1"));
        store.put("b", Secret.of("2"));
        Files.writeString(directory.resolve("b.age"), "not age");
        var before = Files.readAllBytes(directory.resolve("a.age"));

        assertThatThrownBy(() -> store.rekey()).isInstanceOf(SecretUnavailable.class);

        assertThat(Files.readAllBytes(directory.resolve("a.age"))).isEqualTo(before);
    }

    @Test
    void aRekeyingCutOffBeforeItWasDecidedNeverHappened() throws IOException {
        store.put("a", Secret.of("old"));

        new Rekeying(directory).stage(Map.of("a.age", renewed("new")));

        assertThat(store.get("a").orElseThrow().text()).isEqualTo("old");
        assertThat(directory.resolve(".rekey-draft")).doesNotExist();
    }

    @Test
    void aRekeyingCutOffAfterItWasDecidedIsFinishedByTheNextWhoComes() throws IOException {
        store.put("a", Secret.of("old"));
        store.put("b", Secret.of("old"));
        var rekeying = new Rekeying(directory);
        rekeying.stage(Map.of("a.age", renewed("new"), "b.age", renewed("new")));
        rekeying.decide();
        Files.move(
                directory.resolve(".rekey-decided/a.age"),
                directory.resolve("a.age"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(store.export().values()).extracting(Secret::text).containsExactly("new", "new");
    }

    @Test
    void theFirstWhoAsksMakesASecretThatAllOthersGet() throws Exception {
        var seen = ConcurrentHashMap.<String>newKeySet();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 24)
                    .mapToObj(
                            i -> threads.submit(() -> seen.add(store.getOrCreate("key", () -> Secret.of("made by " + i))
                                    .text())))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }

        assertThat(seen).hasSize(1);
    }

    private SecretStore reading(AgeIdentity identity) {
        return SecretStore.open(directory, List.of(mine.recipient()), () -> identity);
    }

    private byte[] renewed(String text) {
        return AgeCipher.encrypt(Secret.of(text), List.of(mine.recipient()));
    }
}

package io.homelab.lab.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadKeyringTest {
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void aKeyIsReadInEverySpelling() {
        var spellings = List.of(
                Secret.of(KEY),
                Secret.of(HexFormat.of().formatHex(KEY) + "\n"),
                Secret.of(Base64.getEncoder().encodeToString(KEY) + "\n"));

        assertThat(spellings)
                .allSatisfy(
                        s -> assertThat(PayloadKeyring.key("1", s).getEncoded()).isEqualTo(KEY));
    }

    @Test
    void aKeyOfAnotherSizeIsRefusedAndNotRepeated() {
        for (var bad : List.of("hunter2", "aHVudGVyMg==", "not base64 at all!!")) {
            assertThatThrownBy(() -> PayloadKeyring.key("7", Secret.of(bad)))
                    .isInstanceOf(SecretUnavailable.class)
                    .hasMessageContaining("payload key 7: 32 bytes")
                    .hasMessageNotContaining(bad)
                    .hasNoCause();
        }
    }

    @Test
    void theLastOfTheStoreIsTheCurrentOne() {
        var identity = AgeIdentity.generate();
        var store = SecretStore.open(directory, List.of(identity.recipient()), () -> identity);
        assertThat(PayloadKeyring.stored(store)).isEmpty();
        store.put("payload-key-2025", Secret.of(KEY));
        store.put("payload-key-2026", Secret.of(KEY));
        store.put("proxmox-token", Secret.of("x"));

        var ring = PayloadKeyring.stored(store).orElseThrow();

        assertThat(ring.current()).isEqualTo("2026");
        assertThat(ring.keys()).containsOnlyKeys("2025", "2026");
        assertThat(ring)
                .hasToString("PayloadKeyring[current=2026, ids=" + ring.keys().keySet() + "]");
    }

    @Test
    void theFirstOfTheVariableIsTheCurrentOne() {
        var environment = Map.of(
                "NEW",
                Base64.getEncoder().encodeToString(KEY),
                "OLD",
                HexFormat.of().formatHex(KEY));
        var resolver = new SecretResolver(environment, directory, () -> {
            throw new IllegalStateException("no store here");
        });

        var ring = PayloadKeyring.named("b=env:NEW,a=env:OLD", resolver);

        assertThat(ring.current()).isEqualTo("b");
        assertThat(ring.keys()).containsOnlyKeys("a", "b");
        assertThatThrownBy(() -> PayloadKeyring.named("b=" + HexFormat.of().formatHex(KEY), resolver))
                .hasMessageContaining("not a secret reference")
                .hasMessageNotContaining(HexFormat.of().formatHex(KEY));
        assertThatThrownBy(() -> PayloadKeyring.named("env:NEW", resolver)).hasMessageContaining("ID=REFERENCE");
    }
}

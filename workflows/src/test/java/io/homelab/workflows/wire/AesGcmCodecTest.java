package io.homelab.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.homelab.workflows.cluster.BootstrapRequest;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AesGcmCodecTest {
    private static final Payload PLAIN = WireFormat.plain()
            .toPayload(new BootstrapRequest("dev", null, null))
            .orElseThrow();

    private final AesGcmCodec codec = new AesGcmCodec(keys("2026-11", "2026-11"));

    @Test
    void decodesWhatItEncoded() {
        var sealed = codec.encode(List.of(PLAIN, PLAIN));

        assertThat(codec.decode(sealed)).containsExactly(PLAIN, PLAIN);
        assertThat(sealed.getFirst().getMetadataOrThrow("encoding").toStringUtf8())
                .isEqualTo("binary/encrypted");
        assertThat(sealed.getFirst().getMetadataOrThrow("encryption-key-id").toStringUtf8())
                .isEqualTo("2026-11");
        assertThat(sealed.getFirst().toString()).doesNotContain("dev", "json/plain");
    }

    @Test
    void neverUsesANonceTwice() {
        var sealed = codec.encode(List.of(PLAIN, PLAIN));

        assertThat(sealed.getFirst().getData()).isNotEqualTo(sealed.getLast().getData());
    }

    @Test
    void passesPlainTextThrough() {
        assertThat(codec.decode(List.of(PLAIN, Payload.getDefaultInstance())))
                .containsExactly(PLAIN, Payload.getDefaultInstance());
    }

    @Test
    void readsWhatAnOlderKeyWroteAndWritesWithTheCurrentOne() {
        var old = codec.encode(List.of(PLAIN));
        var rotated = new AesGcmCodec(keys("2026-12", "2026-11", "2026-12"));

        assertThat(rotated.decode(old)).containsExactly(PLAIN);
        assertThat(rotated.encode(List.of(PLAIN))
                        .getFirst()
                        .getMetadataOrThrow("encryption-key-id")
                        .toStringUtf8())
                .isEqualTo("2026-12");
    }

    @Test
    void refusesAKeyIdThatItDoesNotKnow() {
        var sealed = codec.encode(List.of(PLAIN));
        var other = new AesGcmCodec(keys("2027-01", "2027-01"));

        assertThatThrownBy(() -> other.decode(sealed))
                .isInstanceOf(PayloadCodecException.class)
                .hasMessageContaining("no payload key with the id 2026-11");
    }

    @Test
    void refusesEveryTamperedByte() {
        var sealed = codec.encode(List.of(PLAIN)).getFirst();
        for (int i = 0; i < sealed.getData().size(); i++) {
            var bytes = sealed.getData().toByteArray();
            bytes[i] ^= 1;
            var tampered =
                    sealed.toBuilder().setData(ByteString.copyFrom(bytes)).build();

            assertThatThrownBy(() -> codec.decode(List.of(tampered)))
                    .as("byte " + i)
                    .isInstanceOf(PayloadCodecException.class);
        }
    }

    @Test
    void refusesATruncatedPayload() {
        var sealed = codec.encode(List.of(PLAIN)).getFirst();
        for (int length : new int[] {0, 5, 12, 20}) {
            var cut = sealed.toBuilder()
                    .setData(sealed.getData().substring(0, length))
                    .build();

            assertThatThrownBy(() -> codec.decode(List.of(cut)))
                    .as(length + " bytes")
                    .isInstanceOf(PayloadCodecException.class);
        }
    }

    @Test
    void theConverterEncryptsOnlyWithAKey() {
        var request = new BootstrapRequest("dev", null, null);
        var encrypting = WireFormat.converter(Optional.of(keys("k", "k")));

        var sealed = encrypting.toPayload(request).orElseThrow();

        assertThat(sealed.getMetadataOrThrow("encoding").toStringUtf8()).isEqualTo("binary/encrypted");
        assertThat(encrypting.fromPayload(sealed, BootstrapRequest.class, BootstrapRequest.class))
                .isEqualTo(request);
        assertThat(encrypting.fromPayload(PLAIN, BootstrapRequest.class, BootstrapRequest.class))
                .isEqualTo(request);
        assertThat(WireFormat.converter(Optional.empty()).toPayload(request)).contains(PLAIN);
    }

    @Test
    void keysShowTheirIdsAndNothingElse() {
        var keys = keys("a", "a", "b");

        assertThat(keys.toString()).contains("current=a", "b").doesNotContain("SecretKey", "AES", "[B@");
    }

    @Test
    void aCurrentKeyThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> keys("c", "a", "b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static PayloadKeys keys(String current, String... ids) {
        var keys = new java.util.HashMap<String, SecretKey>();
        for (var id : ids) {
            keys.put(
                    id,
                    new SecretKeySpec(Arrays.copyOf(id.getBytes(java.nio.charset.StandardCharsets.UTF_8), 32), "AES"));
        }
        return new PayloadKeys(current, Map.copyOf(keys));
    }
}

package io.homelab.workflows.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM over whole payloads, in the shape that Temporal's samples and Web UI know: encoding {@code binary/encrypted}. */
final class AesGcmCodec implements PayloadCodec {
    private static final String ENCODING = "encoding";
    private static final String KEY_ID = "encryption-key-id";
    private static final String ENCRYPTED = "binary/encrypted";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final PayloadKeys keys;
    private final SecureRandom random = new SecureRandom();

    AesGcmCodec(PayloadKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return payloads.stream().map(this::encrypt).toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream().map(this::decrypt).toList();
    }

    private Payload encrypt(Payload plain) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, keys.current(), nonce, plain.toByteArray());
        return Payload.newBuilder()
                .putMetadata(ENCODING, ByteString.copyFromUtf8(ENCRYPTED))
                .putMetadata(KEY_ID, ByteString.copyFromUtf8(keys.current()))
                .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(sealed)))
                .build();
    }

    private Payload decrypt(Payload payload) {
        if (!ENCRYPTED.equals(
                payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY).toString(StandardCharsets.UTF_8))) {
            return payload; // the Web UI's start form writes plain text
        }
        var id = payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toString(StandardCharsets.UTF_8);
        if (!keys.keys().containsKey(id)) {
            throw new PayloadCodecException(new GeneralSecurityException("no payload key with the id " + id));
        }
        var data = payload.getData().toByteArray();
        if (data.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new PayloadCodecException(new GeneralSecurityException("an encrypted payload was cut off"));
        }
        var plain = run(
                Cipher.DECRYPT_MODE,
                id,
                Arrays.copyOf(data, NONCE_BYTES),
                Arrays.copyOfRange(data, NONCE_BYTES, data.length));
        try {
            return Payload.parseFrom(plain);
        } catch (InvalidProtocolBufferException e) {
            throw new PayloadCodecException(e);
        }
    }

    private byte[] run(int mode, String keyId, byte[] nonce, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.keys().get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new PayloadCodecException(e);
        }
    }
}

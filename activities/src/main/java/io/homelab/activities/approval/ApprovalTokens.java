package io.homelab.activities.approval;

import io.homelab.activities.approval.TokenCheck.Genuine;
import io.homelab.activities.approval.TokenCheck.Reason;
import io.homelab.activities.approval.TokenCheck.Refused;
import io.homelab.activities.clock.LabClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks tokens: version, nonce, seal, claim, and an HMAC over all of it, by a key that is derived from the lab key
 * under a label of its own. The seal is the beginning of an HMAC over the nonce: it tells a token of ours that was altered from
 * one that was made up. A token is never in a history; only its nonce is, once it was used.
 */
public final class ApprovalTokens {
    /** Longer ones are not looked at. */
    public static final int LONGEST = 2_048;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "homelab approval tokens v1";
    private static final int VERSION = 1;
    private static final int NONCE = 16;
    private static final int SEAL = 8;
    private static final int MAC = 32;
    private static final int HEAD = 1 + NONCE + SEAL;

    private final SecretKeySpec key;
    private final LabClock clock;
    private final SecureRandom random = new SecureRandom();

    public ApprovalTokens(byte[] labKey, LabClock clock) {
        this.key = new SecretKeySpec(
                hmac(new SecretKeySpec(labKey, ALGORITHM), LABEL.getBytes(StandardCharsets.UTF_8)), ALGORITHM);
        this.clock = clock;
    }

    /** A token for one answer; each is another one. */
    public String make(TokenClaim claim) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        bytes.writeBytes(nonce);
        bytes.writeBytes(seal(nonce));
        bytes.writeBytes(written(claim));
        bytes.writeBytes(hmac(key, bytes.toByteArray()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** What a token is worth. Comparisons take the same time wherever the difference is. */
    public TokenCheck check(String token) {
        var bytes = decoded(token);
        if (bytes.isEmpty() || bytes.get().length < HEAD + MAC || bytes.get()[0] != VERSION) {
            return new Refused(Reason.MALFORMED);
        }
        var body = Arrays.copyOf(bytes.get(), bytes.get().length - MAC);
        var mac = Arrays.copyOfRange(bytes.get(), body.length, bytes.get().length);
        var nonce = Arrays.copyOfRange(body, 1, 1 + NONCE);
        if (!MessageDigest.isEqual(mac, hmac(key, body))) {
            var begunByUs = MessageDigest.isEqual(Arrays.copyOfRange(body, 1 + NONCE, HEAD), seal(nonce));
            return new Refused(begunByUs ? Reason.ALTERED : Reason.FORGED);
        }
        var claim = read(Arrays.copyOfRange(body, HEAD, body.length));
        return clock.now().isBefore(claim.expires())
                ? new Genuine(claim, Base64.getUrlEncoder().withoutPadding().encodeToString(nonce))
                : new Refused(Reason.EXPIRED);
    }

    /** Only one spelling of the same bytes is a token. */
    private static Optional<byte[]> decoded(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token)
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] seal(byte[] nonce) {
        return Arrays.copyOf(hmac(key, nonce), SEAL);
    }

    private static byte[] written(TokenClaim claim) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(claim.workflow());
            out.writeUTF(claim.question());
            out.writeInt(claim.revision());
            out.writeUTF(claim.hash());
            out.writeBoolean(claim.approves());
            out.writeUTF(claim.person());
            out.writeLong(claim.expires().toEpochMilli());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static TokenClaim read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new TokenClaim(
                    in.readUTF(),
                    in.readUTF(),
                    in.readInt(),
                    in.readUTF(),
                    in.readBoolean(),
                    in.readUTF(),
                    Instant.ofEpochMilli(in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException("a token that we have signed cannot be read", e);
        }
    }

    private static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}

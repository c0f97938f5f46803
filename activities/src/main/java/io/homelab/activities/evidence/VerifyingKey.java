package io.homelab.activities.evidence;

import io.homelab.activities.digest.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** An Ed25519 public key. */
final class VerifyingKey {
    private static final String HEADER = "-----BEGIN PUBLIC KEY-----";
    private static final String FOOTER = "-----END PUBLIC KEY-----";

    private final PublicKey key;

    private VerifyingKey(PublicKey key) {
        this.key = key;
    }

    /** Of its X.509 encoding. */
    static VerifyingKey of(byte[] encoded) {
        try {
            return new VerifyingKey(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    /** Of the PEM that {@link #pem} writes; IllegalArgumentException when it is none. */
    static VerifyingKey parse(String pem) {
        return of(Base64.getMimeDecoder().decode(pem.replace(HEADER, "").replace(FOOTER, "")));
    }

    String pem() {
        return HEADER + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n" + FOOTER + "\n";
    }

    /** SHA-256 of its encoding: which key signed. */
    String id() {
        return Sha256.of(key.getEncoded());
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // not even the shape of a signature
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot verify Ed25519", e);
        }
    }
}

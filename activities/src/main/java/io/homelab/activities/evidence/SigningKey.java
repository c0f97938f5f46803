package io.homelab.activities.evidence;

import io.homelab.lab.secrets.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** The Ed25519 key that evidence is signed with; PKCS#8 in PEM, as openssl reads it. */
final class SigningKey {
    /** Its name in the secret store. */
    static final String SECRET = "evidence-key";

    private static final String HEADER = "-----BEGIN PRIVATE KEY-----";
    private static final String FOOTER = "-----END PRIVATE KEY-----";

    private final PrivateKey key;
    private final VerifyingKey publicKey;

    private SigningKey(PrivateKey key, VerifyingKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** A new one for the secret store. */
    static Secret generate() {
        try {
            var encoded = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return Secret.of(HEADER + "\n" + Base64.getEncoder().encodeToString(encoded) + "\n" + FOOTER + "\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    static SigningKey parse(Secret pem) {
        var encoded =
                Base64.getMimeDecoder().decode(pem.text().replace(HEADER, "").replace(FOOTER, ""));
        try {
            var key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SigningKey(key, VerifyingKey.of(publicKeyOf(encoded)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the secret " + SECRET + " is no Ed25519 key in PKCS#8", e);
        }
    }

    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with Ed25519", e);
        }
    }

    VerifyingKey publicKey() {
        return publicKey;
    }

    /** The JDK does not derive a public key from a private one; the JDK's PKCS#8 does not hold it either. */
    private static byte[] publicKeyOf(byte[] pkcs8) throws IOException {
        var parameters = (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(pkcs8);
        return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(parameters.generatePublicKey())
                .getEncoded();
    }
}

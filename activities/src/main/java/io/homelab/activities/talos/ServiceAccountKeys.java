package io.homelab.activities.talos;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/**
 * Makes the key that a cluster signs its service accounts' tokens with.
 *
 * @param bits of RSA; making it takes the square of the square of it, seconds at Talos's own
 */
public record ServiceAccountKeys(int bits) {
    private static final int OF_TALOS = 4096;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As long as {@code talosctl gen secrets} makes them (facts: talos B2). */
    public static ServiceAccountKeys asTalosDoes() {
        return new ServiceAccountKeys(OF_TALOS);
    }

    /** A new one, as PKCS#1 in PEM. */
    String make() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, RANDOM);
            var info = PrivateKeyInfo.getInstance(
                    generator.generateKeyPair().getPrivate().getEncoded());
            return PemKey.pem(
                    "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded("DER"));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}

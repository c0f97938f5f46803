package io.homelab.simulator.talos.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Reads the certificates and private keys that Talos writes. */
final class KeyPems {
    private KeyPems() {}

    static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Pem.read(pem).getContent()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("failed to parse certificate: " + e.getMessage(), e);
        }
    }

    static PrivateKey key(String pem) {
        var block = Pem.read(pem);
        try {
            return switch (block.getType()) {
                case "ED25519 PRIVATE KEY" ->
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(block.getContent()));
                case "EC PRIVATE KEY" -> elliptic(block.getContent());
                case "PRIVATE KEY" -> {
                    var info = PrivateKeyInfo.getInstance(block.getContent());
                    var elliptic =
                            info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
                    yield KeyFactory.getInstance(elliptic ? "EC" : "Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(block.getContent()));
                }
                default -> throw new IllegalArgumentException("unsupported private key: " + block.getType());
            };
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("failed to parse private key", e);
        }
    }

    private static PrivateKey elliptic(byte[] sec1) throws GeneralSecurityException, IOException {
        var key = ECPrivateKey.getInstance(sec1);
        var curve = key.getParametersObject();
        if (curve == null) {
            throw new IllegalArgumentException("failed to parse ECDSA key: x509: unknown elliptic curve");
        }
        var info = new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }
}

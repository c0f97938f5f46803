package io.homelab.simulator.talos.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** A certificate and its private key. */
public record Identity(X509Certificate certificate, PrivateKey key) {
    public String certificatePem() {
        try {
            return Pem.write("CERTIFICATE", certificate.getEncoded());
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException("an issued certificate has an encoding", e);
        }
    }

    /** The key as Talos writes it: PKCS#8 under its own label for Ed25519, SEC1 for elliptic curves. */
    public String keyPem() {
        if (!key.getAlgorithm().startsWith("EC")) {
            return Pem.write("ED25519 PRIVATE KEY", key.getEncoded());
        }
        var info = PrivateKeyInfo.getInstance(key.getEncoded());
        try {
            ASN1Encodable inner = info.parsePrivateKey();
            var plain = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(inner);
            // The inner structure of PKCS#8 lacks the curve, without which Go refuses it.
            var withCurve = new org.bouncycastle.asn1.sec.ECPrivateKey(
                    256,
                    plain.getKey(),
                    plain.getPublicKey(),
                    info.getPrivateKeyAlgorithm().getParameters());
            return Pem.write("EC PRIVATE KEY", withCurve.getEncoded());
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a generated key has an encoding", e);
        }
    }
}

package io.homelab.activities.talos;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority in the shapes that Talos reads: Ed25519 for its own API, ECDSA P-256 for etcd and Kubernetes
 * (facts: talos B2 and D3, proven there against talosctl).
 */
record Authority(String certificatePem, String keyPem) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration TEN_YEARS = Duration.ofHours(87_600);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 127;
    private static final int P256_BITS = 256;

    /** A new authority of Talos' own API. */
    static Authority ed25519(String organization, Instant now) {
        return create("Ed25519", "Ed25519", organization, now);
    }

    /** A new authority of etcd or Kubernetes. */
    static Authority ecdsa(String organization, Instant now) {
        return create("EC", "SHA256withECDSA", organization, now);
    }

    /** A client certificate: its organization values are Talos roles or Kubernetes groups. */
    Issued client(String commonName, List<String> organizations, Duration validity, Instant now) {
        try {
            var ours = key();
            var algorithm = ours instanceof ECPrivateKey ? "EC" : "Ed25519";
            var pair = pair(algorithm);
            var subject = new X500NameBuilder(BCStyle.INSTANCE);
            organizations.forEach(o -> subject.addRDN(BCStyle.O, o));
            if (!commonName.isEmpty()) {
                subject.addRDN(BCStyle.CN, commonName);
            }
            var authority = certificate();
            var builder = new JcaX509v3CertificateBuilder(
                    authority,
                    serial(),
                    Date.from(now.minus(SKEW)),
                    Date.from(now.plus(validity)),
                    x500(subject),
                    pair.getPublic());
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            var ski = authority.getExtensionValue(Extension.subjectKeyIdentifier.getId());
            if (ski != null) {
                builder.addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(SubjectKeyIdentifier.getInstance(
                                        ASN1OctetString.getInstance(ski).getOctets())
                                .getKeyIdentifier()));
            }
            var signed = sign(builder, algorithm.equals("EC") ? "SHA256withECDSA" : "Ed25519", ours);
            return new Issued(signed, pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException("cannot issue a certificate", e);
        }
    }

    /** A certificate with its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {
        String certificatePem() {
            return pemOf(certificate);
        }

        String keyPem() {
            return privatePem(key);
        }

        @Override
        public String toString() {
            return "Issued[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    X509Certificate certificate() {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored authority's certificate is unreadable", e);
        }
    }

    PrivateKey key() throws GeneralSecurityException {
        var der = PemKey.der(keyPem);
        if (keyPem.contains("EC PRIVATE KEY")) {
            var sec1 = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(der);
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8(sec1)));
        }
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static byte[] pkcs8(org.bouncycastle.asn1.sec.ECPrivateKey sec1) {
        var curve = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
        try {
            return encoded(new PrivateKeyInfo(curve, sec1));
        } catch (IOException e) {
            throw new IllegalStateException("DER of our own making", e);
        }
    }

    private static byte[] encoded(ASN1Object object) {
        try {
            return object.getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("DER of our own making", e);
        }
    }

    private static Authority create(String algorithm, String signature, String organization, Instant now) {
        try {
            var pair = pair(algorithm);
            var subject = new X500NameBuilder(BCStyle.INSTANCE);
            if (!organization.isEmpty()) {
                subject.addRDN(BCStyle.O, organization);
            }
            var name = x500(subject);
            var builder = new X509v3CertificateBuilder(
                    name,
                    serial(),
                    Date.from(now.minus(SKEW)),
                    Date.from(now.plus(TEN_YEARS)),
                    name,
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            var ski = new byte[20];
            RANDOM.nextBytes(ski);
            builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(ski));
            var certificate = sign(builder, signature, pair.getPrivate());
            return new Authority(pemOf(certificate), privatePem(pair.getPrivate()));
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException("cannot make an authority", e);
        }
    }

    private static X500Name x500(X500NameBuilder builder) {
        return builder.build();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM);
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        }
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, String signature, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static String pemOf(X509Certificate certificate) {
        try {
            return PemKey.pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate of our own making", e);
        }
    }

    /** SEC1 must carry the curve's OID, which JCA's PKCS#8 inner key lacks: talosctl refuses it otherwise (facts: talos D3). */
    private static String privatePem(PrivateKey key) {
        if (key instanceof ECPrivateKey ec) {
            var info = PrivateKeyInfo.getInstance(ec.getEncoded());
            try {
                var inner = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey());
                var publicKey = inner.getPublicKey();
                var sec1 = publicKey == null
                        ? new org.bouncycastle.asn1.sec.ECPrivateKey(
                                P256_BITS, ec.getS(), SECObjectIdentifiers.secp256r1)
                        : new org.bouncycastle.asn1.sec.ECPrivateKey(
                                P256_BITS,
                                ec.getS(),
                                new DERBitString(publicKey.getBytes()),
                                SECObjectIdentifiers.secp256r1);
                return PemKey.pem("EC PRIVATE KEY", encoded(sec1));
            } catch (IOException e) {
                throw new IllegalStateException("a key of our own making", e);
            }
        }
        return PemKey.pem("ED25519 PRIVATE KEY", key.getEncoded());
    }

    @Override
    public String toString() {
        return "Authority[" + certificate().getSubjectX500Principal() + "]";
    }
}

package io.homelab.simulator.talos.pki;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority with its key: it signs with the algorithm that it was made with. */
public record Authority(X509Certificate certificate, PrivateKey key) {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** An authority out of a configuration's {@code crt} and {@code key}, base64 over PEM. */
    public static Authority decode(String crt, String key) {
        return new Authority(certificate(crt), KeyPems.key(Pem.decode(key)));
    }

    /** The certificate of an authority whose key stays elsewhere. */
    public static X509Certificate certificate(String crt) {
        return KeyPems.certificate(Pem.decode(crt));
    }

    /** Whether a certificate may sign others. Java refuses certificates without a name, as Talos' aggregator CA is. */
    public static boolean canSign(String crt) {
        try {
            var holder = new X509CertificateHolder(Pem.read(Pem.decode(crt)).getContent());
            var constraints = BasicConstraints.fromExtensions(holder.getExtensions());
            return constraints != null && constraints.isCA();
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("failed to parse certificate: " + e.getMessage(), e);
        }
    }

    /** Throws when a configuration's {@code key} is not a private key. */
    public static void checkKey(String key) {
        KeyPems.key(Pem.decode(key));
    }

    /** The certificate that a machine in maintenance mode shows: signed by itself and of no use to trust. */
    public static Identity selfSigned(String name, Collection<InetAddress> addresses) {
        var pair = pair("Ed25519");
        var subject = new X500Name("O=talos-maintenance,CN=" + name);
        var builder = builder(subject, subject, pair, Instant.now(), Duration.ofDays(365));
        server(builder, addresses, List.of(name));
        return new Identity(sign(builder, pair.getPrivate()), pair.getPrivate());
    }

    /** A server certificate for addresses and names. */
    public Identity serve(String commonName, Collection<InetAddress> addresses, Collection<String> names) {
        var pair = pair(algorithm());
        var builder =
                builder(new X500Name("O=talos,CN=" + commonName), subject(), pair, Instant.now(), Duration.ofHours(24));
        server(builder, addresses, names);
        return new Identity(sign(builder, key), pair.getPrivate());
    }

    /** A client certificate whose organizations are the client's roles or groups. */
    public Identity admit(String commonName, List<String> organizations, Duration lifetime) {
        var pair = pair(algorithm());
        var name = new X500NameBuilder();
        organizations.forEach(organization -> name.addRDN(BCStyle.O, organization));
        if (!commonName.isEmpty()) {
            name.addRDN(BCStyle.CN, commonName);
        }
        var builder = builder(name.build(), subject(), pair, Instant.now(), lifetime);
        add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        return new Identity(sign(builder, key), pair.getPrivate());
    }

    public String certificatePem() {
        return new Identity(certificate, key).certificatePem();
    }

    private String algorithm() {
        return key.getAlgorithm().startsWith("EC") ? "EC" : "Ed25519";
    }

    private X500Name subject() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static void server(
            X509v3CertificateBuilder builder, Collection<InetAddress> addresses, Collection<String> names) {
        var alternatives = java.util.stream.Stream.concat(
                        addresses.stream().map(a -> new GeneralName(GeneralName.iPAddress, a.getHostAddress())),
                        names.stream().map(n -> new GeneralName(GeneralName.dNSName, n)))
                .toArray(GeneralName[]::new);
        add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        add(builder, Extension.basicConstraints, true, new BasicConstraints(false));
        add(builder, Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
    }

    private static X509v3CertificateBuilder builder(
            X500Name subject, X500Name issuer, KeyPair pair, Instant now, Duration lifetime) {
        return new JcaX509v3CertificateBuilder(
                new X500Principal(encoded(issuer)),
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(lifetime)),
                new X500Principal(encoded(subject)),
                pair.getPublic());
    }

    private static byte[] encoded(X500Name name) {
        try {
            return name.getEncoded();
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a built name has an encoding", e);
        }
    }

    private static void add(
            X509v3CertificateBuilder builder,
            org.bouncycastle.asn1.ASN1ObjectIdentifier kind,
            boolean critical,
            org.bouncycastle.asn1.ASN1Encodable value) {
        try {
            builder.addExtension(kind, critical, value);
        } catch (CertIOException e) {
            throw new IllegalStateException("a built extension has an encoding", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey by) {
        try {
            var algorithm = by.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "Ed25519";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(by)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with Ed25519 and P-256", e);
        }
    }

    private static KeyPair pair(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519 and P-256", e);
        }
    }
}

package io.homelab.simulator.web;

import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Store;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate authority that a world keeps, with the server certificates it gave out. */
public final class Authority {
    private static final Duration VALID = Duration.ofDays(3650);

    private final Documents<Kept> kept;
    private final Identity root;

    public Authority(Store store, String name) {
        kept = new Documents<>(store, "tls-" + name, Kept.class);
        root = identity("ca", () -> issue(name, List.of(), null));
    }

    /** The authority's certificate. */
    public String pem() {
        return Pem.of(root.certificate());
    }

    public X509Certificate certificate() {
        return root.certificate();
    }

    /** A client's context that trusts these and nobody else. */
    public static SSLContext trusting(List<X509Certificate> authorities) {
        return Trust.only(authorities);
    }

    /** A client's context that trusts whoever answers. */
    public static SSLContext trustingAnyone() {
        return Trust.anyone();
    }

    /** The server certificate of that name: made once, the same after a restart. */
    public Identity server(String name, List<String> dnsNames, List<InetAddress> addresses) {
        return identity(name, () -> {
            var names = new ArrayList<GeneralName>();
            dnsNames.forEach(dns -> names.add(new GeneralName(GeneralName.dNSName, dns)));
            addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress())));
            return issue(name, names, root);
        });
    }

    private Identity identity(String key, Issue issue) {
        try {
            var before = kept.get(key);
            if (before.isPresent()) {
                return before.get().identity();
            }
            var made = issue.make();
            kept.put(
                    key,
                    new Kept(
                            Pem.of(made.certificate()),
                            Base64.getEncoder().encodeToString(made.key().getEncoded())));
            return made;
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make the certificate of " + key, e);
        }
    }

    private static Identity issue(String name, List<GeneralName> names, @Nullable Identity issuer)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        var subject = new X500Name("O=simulated lab,CN=" + name);
        var from = Instant.now().minus(Duration.ofDays(1));
        var builder = new JcaX509v3CertificateBuilder(
                issuer == null
                        ? subject
                        : X500Name.getInstance(
                                issuer.certificate().getSubjectX500Principal().getEncoded()),
                new BigInteger(120, new SecureRandom()),
                Date.from(from),
                Date.from(from.plus(VALID)),
                subject,
                keys.getPublic());
        var extensions = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
        if (issuer == null) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } else {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(issuer.certificate()));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        var signer =
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer == null ? keys.getPrivate() : issuer.key());
        return new Identity(new JcaX509CertificateConverter().getCertificate(builder.build(signer)), keys.getPrivate());
    }

    private interface Issue {
        Identity make() throws GeneralSecurityException, OperatorCreationException, IOException;
    }

    /** @param key PKCS#8 in Base64 */
    record Kept(String certificate, String key) {
        Identity identity() throws GeneralSecurityException {
            return new Identity(Pem.certificate(certificate), privateKey());
        }

        private PrivateKey privateKey() throws GeneralSecurityException {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
        }
    }

    /** A key with its certificate. */
    public record Identity(X509Certificate certificate, PrivateKey key) {
        /** SHA-256 of the certificate as Proxmox prints it: upper-case pairs with colons. */
        public String fingerprint() {
            return Pem.fingerprint(certificate);
        }
    }
}

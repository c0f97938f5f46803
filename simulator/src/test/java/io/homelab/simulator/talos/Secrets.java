package io.homelab.simulator.talos;

import io.homelab.simulator.talos.pki.Authority;
import io.homelab.simulator.talos.pki.Identity;
import io.homelab.simulator.talos.pki.Pem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A cluster's secrets, as a client of Talos makes them. */
public final class Secrets {
    private final Authority os = authority("talos", "Ed25519");
    private final Authority kubernetes = authority("kubernetes", "EC");
    private final Authority etcd = authority("etcd", "EC");

    private static Authority authority(String organization, String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            var pair = generator.generateKeyPair();
            var name = new X500Name("O=" + organization);
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plus(Duration.ofDays(3650))),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            var signer = new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "Ed25519")
                    .build(pair.getPrivate());
            return new Authority(
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer)), pair.getPrivate());
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public Authority os() {
        return os;
    }

    public Authority kubernetes() {
        return kubernetes;
    }

    /** A client certificate of the machine API with these roles. */
    public Identity client(String... roles) {
        return os.admit("", List.of(roles), Duration.ofHours(1));
    }

    /** A control plane's configuration. */
    public String controlPlane(String hostname, String endpoint, String more) {
        return """
                version: v1alpha1
                machine:
                  type: controlplane
                  token: abcdef.0123456789abcdef
                  ca: {crt: %1$s, key: %2$s}
                  kubelet: {image: 'ghcr.io/siderolabs/kubelet:v1.32.3'}
                  network: {hostname: %3$s}
                  install: {disk: /dev/sda, image: 'factory.talos.dev/nocloud-installer/%4$s:v1.9.5'}
                  features: {kubePrism: {enabled: true, port: 7445}}
                cluster:
                  id: Y2x1c3Rlci1pZA==
                  secret: c2VjcmV0
                  clusterName: lab
                  controlPlane: {endpoint: '%5$s'}
                  token: abcdef.0123456789abcdef
                  secretboxEncryptionSecret: c2VjcmV0Ym94
                  ca: {crt: %6$s, key: %7$s}
                  aggregatorCA: {crt: %6$s, key: %7$s}
                  serviceAccount: {key: c2E=}
                  etcd: {ca: {crt: %8$s, key: %9$s}}
                %10$s""".formatted(
                        Pem.encode(os.certificatePem()),
                        key(os),
                        hostname,
                        "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515",
                        endpoint,
                        Pem.encode(kubernetes.certificatePem()),
                        key(kubernetes),
                        Pem.encode(etcd.certificatePem()),
                        key(etcd),
                        more.indent(2));
    }

    /** A worker's configuration. */
    public String worker(String hostname, String endpoint, String more) {
        return """
                version: v1alpha1
                machine:
                  type: worker
                  token: abcdef.0123456789abcdef
                  ca: {crt: %1$s}
                  kubelet: {image: 'ghcr.io/siderolabs/kubelet:v1.32.3'}
                  network: {hostname: %2$s}
                  install: {disk: /dev/sda, image: 'ghcr.io/siderolabs/installer:v1.9.5'}
                cluster:
                  id: Y2x1c3Rlci1pZA==
                  secret: c2VjcmV0
                  controlPlane: {endpoint: '%3$s'}
                  token: abcdef.0123456789abcdef
                  ca: {crt: %4$s}
                %5$s""".formatted(
                        Pem.encode(os.certificatePem()),
                        hostname,
                        endpoint,
                        Pem.encode(kubernetes.certificatePem()),
                        more.indent(2));
    }

    private static String key(Authority authority) {
        return Pem.encode(new Identity(authority.certificate(), authority.key()).keyPem());
    }
}

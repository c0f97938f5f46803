package io.homelab.activities.transport;

import io.homelab.activities.digest.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** How a server proves itself: the system's authorities, a PEM file of ours, or one pinned certificate. */
public sealed interface Trust {
    /** Builds the trust manager for it. */
    X509TrustManager manager();

    /** Whether host names are checked; a pinned certificate needs no name. */
    default boolean checksNames() {
        return true;
    }

    /** The system's authorities. */
    record System() implements Trust {
        @Override
        public X509TrustManager manager() {
            return managerOf(null);
        }
    }

    /** The authorities in a PEM text. */
    record Authorities(String pem) implements Trust {
        /** Reads the PEM file. */
        public static Authorities of(Path file) {
            try {
                return new Authorities(Files.readString(file));
            } catch (IOException e) {
                throw new Problem(
                        io.homelab.workflows.failure.FailureClass.CONFIG,
                        "cannot read the certificate file " + file,
                        null,
                        "check the path in lab.yaml",
                        e);
            }
        }

        @Override
        public X509TrustManager manager() {
            try {
                var store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                var certificates = CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
                int number = 0;
                for (var certificate : certificates) {
                    store.setCertificateEntry("ca" + number++, certificate);
                }
                return managerOf(store);
            } catch (GeneralSecurityException | IOException e) {
                throw new Problem(
                        io.homelab.workflows.failure.FailureClass.CONFIG,
                        "a certificate authority of the lab file is not readable as PEM",
                        null,
                        "it must hold -----BEGIN CERTIFICATE----- blocks",
                        e);
            }
        }
    }

    /** One certificate by its SHA-256 fingerprint, colons or not. */
    record Pinned(String fingerprint) implements Trust {
        @Override
        public boolean checksNames() {
            return false;
        }

        @Override
        public X509TrustManager manager() {
            return new PinnedManager(fingerprint.replace(":", "").toLowerCase(Locale.ROOT));
        }
    }

    private static X509TrustManager managerOf(@Nullable KeyStore store) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new IllegalStateException("this JDK has no X.509 trust manager");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make a trust manager", e);
        }
    }

    /** Accepts one certificate and no other. */
    final class PinnedManager implements X509TrustManager {
        private final String fingerprint;

        PinnedManager(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("clients are not verified here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            var seen = Sha256.of(chain[0].getEncoded());
            if (!seen.equals(fingerprint)) {
                throw new CertificateException(
                        "the server's certificate has the fingerprint " + seen + ", the lab file pins " + fingerprint);
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

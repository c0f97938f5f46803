package io.homelab.activities.transport;

import io.homelab.activities.digest.Sha256;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Looks at the certificate that a server shows, before anybody trusts it; sends nothing but a handshake. */
public final class Certificates {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int HTTPS = 443;

    private Certificates() {}

    /**
     * What a server showed.
     *
     * @param fingerprint SHA-256 in the form that Proxmox shows, {@code AB:CD:…}
     * @param trusted whether the system's authorities vouch for it under this name
     */
    public record Shown(String fingerprint, String subject, boolean trusted) {}

    /** The certificate at an https address; {@link Unreachable} when nobody answers there. */
    public static Shown at(URI endpoint) {
        var seen = new AtomicReference<@Nullable X509Certificate>();
        handshake(endpoint, new Watching(seen));
        var certificate = seen.get();
        if (certificate == null) {
            throw new Unreachable("no TLS server answers", endpoint.toString(), null);
        }
        try {
            return new Shown(
                    colons(Sha256.of(certificate.getEncoded())),
                    certificate.getSubjectX500Principal().getName(),
                    handshake(endpoint, new Trust.System().manager()));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was just parsed can be encoded", e);
        }
    }

    private static boolean handshake(URI endpoint, X509TrustManager manager) {
        int port = endpoint.getPort() < 0 ? HTTPS : endpoint.getPort();
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(endpoint.getHost(), port), (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, new SecureRandom());
            try (var socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, endpoint.getHost(), port, true)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm(manager instanceof Watching ? "" : "HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return true;
            } catch (javax.net.ssl.SSLHandshakeException e) {
                return false; // shown, and not believed
            }
        } catch (IOException e) {
            throw new Unreachable("no answer: " + e.getMessage(), endpoint.getHost() + ":" + port, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    private static String colons(String hex) {
        return IntStream.range(0, hex.length() / 2)
                .mapToObj(i -> hex.substring(2 * i, 2 * i + 2))
                .collect(Collectors.joining(":"))
                .toUpperCase(Locale.ROOT);
    }

    /** Remembers what it is shown and refuses it: nothing is ever sent over such a connection. */
    private record Watching(AtomicReference<@Nullable X509Certificate> seen) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("clients are not verified here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            seen.set(chain[0]);
            throw new CertificateException("only looking");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

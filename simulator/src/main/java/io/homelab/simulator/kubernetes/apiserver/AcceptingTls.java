package io.homelab.simulator.kubernetes.apiserver;

import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS that takes any client certificate: Kubernetes finishes the handshake with a stranger and then answers 401, where
 * Java would break the handshake off.
 */
final class AcceptingTls extends SslContextFactory.Server {
    private final X509Certificate authority;

    AcceptingTls(X509Certificate authority) {
        this.authority = authority;
    }

    @Override
    protected TrustManager[] getTrustManagers(@Nullable KeyStore trustStore, @Nullable Collection<? extends CRL> crls) {
        return new TrustManager[] {new Anybody(authority)};
    }

    private record Anybody(X509Certificate authority) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Judged by Authentication.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {authority};
        }
    }
}

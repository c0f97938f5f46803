package io.homelab.simulator.kubernetes.apiserver;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Who asks, by certificate or by a service account's token. */
final class Authentication {
    private Authentication() {}

    /** The caller; null when credentials were shown that are not good. */
    static @Nullable Caller of(Request request, X509Certificate authority, Instant now) {
        @Nullable String bearer = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (bearer != null) {
            return Optional.of(bearer)
                    .filter(given -> given.startsWith("Bearer "))
                    .flatMap(given -> AccountTokens.subject(given.substring("Bearer ".length()), now))
                    .map(user -> Caller.named(user, List.of()))
                    .orElse(null);
        }
        var ssl = (EndPoint.SslSessionData) request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        var chain = ssl == null ? null : ssl.peerCertificates();
        return chain == null || chain.length == 0 ? Caller.ANONYMOUS : Caller.of(chain[0], authority);
    }
}

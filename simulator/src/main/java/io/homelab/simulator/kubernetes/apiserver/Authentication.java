package io.homelab.simulator.kubernetes.apiserver;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Who asks, by certificate or by a service account's token. */
final class Authentication {
    private Authentication() {}

    /** The caller; null when credentials were shown that are not good. */
    static @Nullable Caller of(Request request, X509Certificate authority) {
        @Nullable String bearer = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (bearer != null) {
            return bearer.startsWith("Bearer sim.") ? account(bearer.substring("Bearer sim.".length())) : null;
        }
        var ssl = (EndPoint.SslSessionData) request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        var chain = ssl == null ? null : ssl.peerCertificates();
        return chain == null || chain.length == 0 ? Caller.ANONYMOUS : Caller.of(chain[0], authority);
    }

    private static @Nullable Caller account(String token) {
        try {
            var subject = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            var parts = subject.split(":", -1);
            return parts.length == 4
                    ? new Caller(
                            subject,
                            List.of(
                                    "system:serviceaccounts",
                                    "system:serviceaccounts:" + parts[2],
                                    "system:authenticated"))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

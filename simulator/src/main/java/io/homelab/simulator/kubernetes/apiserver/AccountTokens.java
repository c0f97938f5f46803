package io.homelab.simulator.kubernetes.apiserver;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of service accounts: shaped as JSON web tokens, naming their owner, and worth nothing elsewhere. */
final class AccountTokens {
    private static final String HEADER = encoded("{\"alg\":\"none\",\"kid\":\"simulated\",\"typ\":\"JWT\"}");
    private static final String SIGNATURE = encoded("simulated");
    private static final String PREFIX = "system:serviceaccount:";

    private AccountTokens() {}

    static String issue(String namespace, String name, Instant from, Instant until) {
        var claims = Json.object()
                .put("iss", "https://kubernetes.default.svc.cluster.local")
                .put("sub", PREFIX + namespace + ":" + name)
                .put("iat", from.getEpochSecond())
                .put("nbf", from.getEpochSecond())
                .put("exp", until.getEpochSecond());
        claims.putArray("aud").add("https://kubernetes.default.svc.cluster.local");
        var about = claims.putObject("kubernetes.io").put("namespace", namespace);
        about.putObject("serviceaccount").put("name", name);
        return HEADER + "." + encoded(claims.toString()) + "." + SIGNATURE;
    }

    /** The user that a token is for, when it is one of ours and not over. */
    static Optional<String> subject(String token, Instant now) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(HEADER) || !parts[2].equals(SIGNATURE)) {
            return Optional.empty();
        }
        try {
            ObjectNode claims = Json.parse(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.of(Json.text(claims, "sub"))
                    .filter(subject ->
                            subject.startsWith(PREFIX) && claims.path("exp").asLong() > now.getEpochSecond());
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

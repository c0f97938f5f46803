package io.homelab.activities.talos;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Grpc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Our client certificates. One serves all calls to a cluster for half its life, and only as long as the secret store holds
 * the secrets that it was issued from: the store is asked each time.
 */
final class Identities {
    private static final Duration LIFE = Duration.ofHours(1);

    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    private record Issued(String secrets, Instant renewal, Grpc.Identity identity) {}

    /** Empty when the cluster has no secrets. */
    Optional<Grpc.Identity> of(OpenLab lab, String cluster) {
        var stored = lab.secrets().get(SecretNames.bundle(cluster));
        if (stored.isEmpty()) {
            issued.remove(cluster);
            return Optional.empty();
        }
        try (var secret = stored.get()) {
            var digest = Sha256.of(secret.bytes());
            var now = LabClock.system().now();
            return Optional.ofNullable(issued.compute(
                            cluster,
                            (name, there) -> there != null
                                            && there.secrets().equals(digest)
                                            && now.isBefore(there.renewal())
                                    ? there
                                    : new Issued(
                                            digest, now.plus(LIFE.dividedBy(2)), issue(SecretsBundle.parse(secret)))))
                    .map(Issued::identity);
        }
    }

    private static Grpc.Identity issue(SecretsBundle secrets) {
        var client = secrets.os()
                .client("", List.of("os:admin"), LIFE, LabClock.system().now());
        return new Grpc.Identity(secrets.os().certificate(), client.certificate(), client.key());
    }
}

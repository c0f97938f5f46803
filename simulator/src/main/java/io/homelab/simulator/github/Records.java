package io.homelab.simulator.github;

import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What GitHub keeps beside Git, numbered per repository and kind. */
final class Records {
    private final DiskWorld world;
    private final Documents<JsonNode> kept;

    Records(DiskWorld world) {
        this.world = world;
        kept = new Documents<>(world.store(), "github", JsonNode.class);
    }

    private static String key(String repository, String kind, long number) {
        return repository + " " + kind + " " + String.format("%09d", number);
    }

    /** Keeps a new one; its number is the next of its kind. */
    synchronized ObjectNode add(String repository, String kind, String numbered, ObjectNode record) {
        var number = all(repository, kind).size() + 1;
        record.put(numbered, number);
        put(repository, kind, number, record);
        return record;
    }

    synchronized void put(String repository, String kind, long number, ObjectNode record) {
        kept.put(key(repository, kind, number), record);
        world.store().commit();
    }

    Optional<ObjectNode> find(String repository, String kind, String number) {
        return number.matches("[0-9]{1,9}")
                ? kept.get(key(repository, kind, Long.parseLong(number))).map(ObjectNode.class::cast)
                : Optional.empty();
    }

    ObjectNode need(String repository, String kind, String number) {
        return find(repository, kind, number).orElseThrow(GitHubError::notFound);
    }

    /** Oldest first. */
    List<ObjectNode> all(String repository, String kind) {
        return kept.keys().stream()
                .filter(key -> key.startsWith(repository + " " + kind + " "))
                .flatMap(key -> kept.get(key).stream())
                .map(ObjectNode.class::cast)
                .toList();
    }

    String now() {
        return world.clock().now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    Instant instant() {
        return world.clock().now();
    }

    Duration scaled(Duration realLife) {
        return world.physics().scaled(realLife);
    }
}

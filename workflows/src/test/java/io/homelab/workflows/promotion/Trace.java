package io.homelab.workflows.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Samples as they came in some night, written down in a file of {@code traces/}, whose README explains it.
 *
 * @param after how long after the first sample the verdict is to fall; empty: it does not matter
 */
record Trace(
        String name,
        String why,
        StabilityPolicy policy,
        Verdict verdict,
        Optional<Duration> after,
        List<Sample> samples) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DIRECTORY = Path.of("src/test/resources/traces");

    static List<Trace> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Trace::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Trace read(Path file) {
        try {
            var json = JSON.readTree(file.toFile());
            var policy = policy(json.path("policy"), json.path("checks"));
            var expected = json.path("expect");
            return new Trace(
                    file.getFileName().toString().replace(".json", ""),
                    json.path("why").asText(),
                    policy,
                    Verdict.valueOf(expected.path("verdict").asText()),
                    duration(expected, "after"),
                    new Tape(policy).play(json.path("samples")));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private static StabilityPolicy policy(JsonNode json, JsonNode checks) {
        var interval = duration(json, "interval").orElse(Duration.ofSeconds(15));
        return new StabilityPolicy(
                duration(json, "soak").orElse(Duration.ofMinutes(10)),
                interval,
                duration(json, "gap").orElse(interval.multipliedBy(5).dividedBy(2)),
                duration(json, "staleness").orElse(interval.multipliedBy(2)),
                Interruption.valueOf(json.path("onBreach").asText("RESET")),
                Interruption.valueOf(json.path("onGap").asText("PAUSE")),
                json.path("coverage").asDouble(0.95),
                json.path("breachLimit").asInt(0),
                json.path("silenceLimit").asInt(0),
                duration(json, "deadline").orElse(Duration.ZERO),
                checks(checks));
    }

    private static List<StabilityCheck> checks(JsonNode json) {
        if (json.isMissingNode()) {
            return List.of(StabilityCheck.of("alerts", "", Comparison.AT_MOST, 0));
        }
        var checks = new ArrayList<StabilityCheck>();
        json.forEach(check -> checks.add(new StabilityCheck(
                check.path("name").asText(),
                "",
                Comparison.valueOf(check.path("comparison").asText("AT_MOST")),
                check.has("limit") ? check.path("limit").asDouble() : null,
                check.has("tolerance") ? check.path("tolerance").asDouble() : null)));
        return checks;
    }

    private static Optional<Duration> duration(JsonNode json, String name) {
        return json.has(name) ? Optional.of(Duration.parse(json.path(name).asText())) : Optional.empty();
    }

    /** Plays the segments of a trace; knows the clock and the stopwatch. */
    private static final class Tape {
        private final StabilityPolicy policy;
        private final List<Sample> samples = new ArrayList<>();
        private Instant clock = Instant.parse("2026-03-01T00:00:00Z");
        private Duration stopwatch = Duration.ZERO;
        private int sampler = 1;

        Tape(StabilityPolicy policy) {
            this.policy = policy;
        }

        List<Sample> play(JsonNode segments) {
            segments.forEach(this::segment);
            return samples;
        }

        private void segment(JsonNode segment) {
            if (segment.has("skip")) {
                pass(Duration.parse(segment.path("skip").asText()));
            } else if (segment.has("jump")) {
                clock = clock.plus(Duration.parse(segment.path("jump").asText()));
            } else if (segment.has("restart")) {
                sampler++;
                stopwatch = Duration.ZERO;
            } else if (segment.has("times")) {
                for (int i = 0; i < segment.path("times").asInt(); i++) {
                    segment.path("play").forEach(this::segment);
                }
            } else if (segment.has("repeat")) {
                samples.add(samples.getLast());
            } else {
                var every = segment.has("every")
                        ? Duration.parse(segment.path("every").asText())
                        : policy.interval();
                var count = Duration.parse(segment.path("for").asText()).dividedBy(every);
                for (long i = 0; i < count; i++) {
                    samples.add(new Sample(clock, "worker-" + sampler, stopwatch, readings(segment, i)));
                    pass(every);
                }
            }
        }

        private void pass(Duration time) {
            clock = clock.plus(time);
            stopwatch = stopwatch.plus(time);
        }

        private List<Reading> readings(JsonNode segment, long number) {
            var readings = new ArrayList<Reading>();
            for (var check : policy.checks()) {
                var own = segment.path("of").path(check.name());
                reading(check.name(), own.isMissingNode() ? segment : own, number)
                        .ifPresent(readings::add);
            }
            return readings;
        }

        private Optional<Reading> reading(String check, JsonNode json, long number) {
            if (json.has("absent")) {
                return Optional.empty();
            }
            if (json.has("trouble")) {
                return Optional.of(Reading.without(check, json.path("trouble").asText()));
            }
            var value = json.path("value");
            var age = json.has("age") ? Duration.parse(json.path("age").asText()) : Duration.ZERO;
            return Optional.of(new Reading(
                    check,
                    number(value) + json.path("slope").asDouble(0) * number,
                    json.has("baseline") ? number(json.path("baseline")) : null,
                    json.has("timeless") ? null : clock.minus(age),
                    null));
        }

        private static double number(JsonNode value) {
            return Map.of("NaN", Double.NaN, "+Inf", Double.POSITIVE_INFINITY, "-Inf", Double.NEGATIVE_INFINITY)
                    .getOrDefault(value.asText(), value.asDouble());
        }
    }
}

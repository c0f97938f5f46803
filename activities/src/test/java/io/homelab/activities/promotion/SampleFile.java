package io.homelab.activities.promotion;

import io.homelab.workflows.promotion.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The file of samples, read and summed up by nobody of those who are tested. */
record SampleFile(Path path) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Those that are whole; somebody may be writing one. */
    List<String> lines() {
        try {
            var text = Files.exists(path) ? Files.readString(path) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line is the policy. */
    List<Sample> samples() {
        return lines().stream()
                .skip(1)
                .map(line -> JSON.readValue(line, Sample.class))
                .toList();
    }

    /** Each of one check, whose value must be zero. */
    static boolean isHealthy(Sample sample) {
        var value = sample.readings().getFirst().value();
        return value != null && value == 0;
    }

    /** Whether there was a number, and another one than zero. */
    static boolean isBreach(Sample sample) {
        var value = sample.readings().getFirst().value();
        return value != null && value != 0;
    }

    static boolean isSilent(Sample sample) {
        return sample.readings().getFirst().value() == null;
    }

    /** The time between each two healthy samples that follow each other soon enough, since the last breach. */
    Duration healthyTime(Duration gap) {
        var healthy = Duration.ZERO;
        var samples = samples();
        for (int i = 1; i < samples.size(); i++) {
            var before = samples.get(i - 1);
            var sample = samples.get(i);
            if (isBreach(sample)) {
                healthy = Duration.ZERO;
            } else if (isHealthy(before) && isHealthy(sample)) {
                var length = before.sampler().equals(sample.sampler())
                        ? sample.running().minus(before.running())
                        : Duration.between(before.at(), sample.at());
                healthy = length.compareTo(gap) > 0 ? healthy : healthy.plus(length);
            }
        }
        return healthy;
    }
}

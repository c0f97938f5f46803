package io.homelab.activities.promotion;

import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.StabilityPolicy;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a file of samples: the policy that judges them first, then each sample. */
final class SampleLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // samples of an earlier version may lack some
            .build();

    private SampleLines() {}

    static String of(StabilityPolicy policy) {
        return JSON.writeValueAsString(policy);
    }

    static String of(Sample sample) {
        return JSON.writeValueAsString(sample);
    }

    static StabilityPolicy policy(String line) {
        return JSON.readValue(line, StabilityPolicy.class);
    }

    static Sample sample(String line) {
        return JSON.readValue(line, Sample.class);
    }
}

package io.homelab.activities.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The product's own copy of the acceptance criteria, with what decides them. */
record Criteria(int schema, List<CriteriaSet> sets) {
    private static final String RESOURCE = "/acceptance/criteria.yaml";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Criteria {
        sets = List.copyOf(sets);
    }

    static Criteria load() {
        try (var in = Criteria.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the product has no " + RESOURCE);
            }
            return YAML.readValue(in, Criteria.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** The set of a cluster that was built: its own, or the one for every other cluster. */
    CriteriaSet of(String cluster) {
        return built(cluster).or(() -> built(CriteriaSet.ANY_CLUSTER)).orElseThrow();
    }

    /** The sets that a kind of run is checked by. */
    List<CriteriaSet> after(String run) {
        return sets.stream().filter(set -> run.equals(set.after())).toList();
    }

    private Optional<CriteriaSet> built(String cluster) {
        return sets.stream()
                .filter(set -> set.after() == null && set.cluster().equals(cluster))
                .findFirst();
    }
}

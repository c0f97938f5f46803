package io.homelab.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.CriterionResult.Verdict;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Criteria against recorded readings; recorded.yaml holds at least one that passes and one that fails for each. */
class JudgeTest {
    private static final Path RECORDED = Path.of("src", "test", "resources", "acceptance", "recorded.yaml");
    private static final Map<String, Check> KINDS =
            Kinds.withoutSystems().stream().collect(Collectors.toMap(Check::kind, check -> check));

    @TempDir
    static Path directory;

    private static ExampleLab lab;

    record Recorded(String cluster, String id, String seen, boolean passes, Map<String, Object> values) {
        boolean is(String otherCluster, String otherId, boolean otherPasses) {
            return cluster.equals(otherCluster) && id.equals(otherId) && passes == otherPasses;
        }

        @Override
        public String toString() {
            return cluster + " " + id + (passes ? " passes" : " fails") + ": " + seen;
        }
    }

    @BeforeAll
    static void openTheLab() throws IOException {
        lab = ExampleLab.in(directory);
    }

    static Stream<Recorded> recorded() throws IOException {
        var document = YAMLMapper.builder().build().readTree(Files.readString(RECORDED));
        return document.valueStream().flatMap(entry -> Stream.of("passes", "fails")
                .flatMap(outcome -> entry.path(outcome).valueStream().map(r -> recorded(entry, outcome, r))));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void decidesAndShowsWhatItSaw(Recorded recorded) {
        var criterion = criterion(recorded.cluster(), recorded.id());
        var result = judge(criterion, new Reading.Values(complete(criterion, recorded.values())));

        assertThat(result.verdict()).isEqualTo(recorded.passes() ? Verdict.PASSED : Verdict.FAILED);
        assertThat(result.seen()).isEqualTo(recorded.seen());
    }

    @Test
    void everyCriterionThatIsCheckedHasARecordedPassAndFailure() throws IOException {
        var all = recorded().toList();

        assertThat(Criteria.load().sets()).allSatisfy(set -> assertThat(set.criteria())
                .filteredOn(c -> c.later() == null)
                .allSatisfy(c -> {
                    assertThat(all).anyMatch(r -> r.is(set.cluster(), c.id(), true));
                    assertThat(all).anyMatch(r -> r.is(set.cluster(), c.id(), false));
                }));
    }

    @Test
    void aSimulatedLabOnlyRehearses() throws IOException {
        var simulated = ExampleLab.in(Files.createDirectory(directory.resolve("simulated")), "\nsimulated: true\n");
        var reading = new Reading.Values(Map.of("url", "u", "status", 200L, "body", "ok"));

        var result = judge(criterion("dev", "1.2.2-d"), reading, simulated);

        assertThat(result.verdict()).isEqualTo(Verdict.REHEARSED);
    }

    @Test
    void whatCannotBeReadIsUnknownAndAskedOnce() {
        var asked = new HashMap<String, Integer>();
        var check = new FailingCheck(asked, new Problem(FailureClass.TRANSIENT, "no answer", "proxmox", null));
        var judge = new Judge(List.of(check));
        var memory = new Memory();

        var results = Stream.of("1.2.1-b", "1.2.1-d")
                .map(id -> judge.judge(criterion("dev", id), subject(lab), memory))
                .toList();

        assertThat(results).extracting(CriterionResult::verdict).containsOnly(Verdict.UNKNOWN);
        assertThat(results).extracting(CriterionResult::seen).containsOnly("cannot be read: no answer (proxmox)");
        assertThat(asked).containsOnly(Map.entry("proxmox-api", 1));
    }

    @Test
    void aBugInACheckIsNoVerdict() {
        var judge = new Judge(List.of(new FailingCheck(new HashMap<>(), new IllegalStateException("slip"))));

        assertThatThrownBy(() -> judge.judge(criterion("dev", "1.2.1-b"), subject(lab), new Memory()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("slip");
    }

    @Test
    void aReadingThatDoesNotFitTheExpressionIsUnknown() {
        var result = judge(
                criterion("dev", "1.2.1-e"),
                new Reading.Values(
                        Map.of("machines", List.of(Map.of()), "absent", List.of(), "image", "", "bridge", "")));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.seen()).contains("bridge");
    }

    @Test
    void whatWaitsForALaterSystemSaysForWhich() {
        var result = new Judge(Kinds.withoutSystems()).judge(criterion("prod", "3.1.2-d"), subject(lab), new Memory());

        assertThat(result.verdict()).isEqualTo(Verdict.LATER);
        assertThat(result.seen()).startsWith("waits for Omni");
    }

    @Test
    void whatOnlyAPersonSeesSaysWhoMustLook() {
        var criterion = new Criterion(
                "6.2.1-a", "feels instant", "human-attestation", Map.of("by", "family member"), "true", "''", null);

        var result = new Judge(Kinds.withoutSystems()).judge(criterion, subject(lab), new Memory());

        assertThat(result.verdict()).isEqualTo(Verdict.HUMAN);
        assertThat(result.seen()).isEqualTo("family member must look");
    }

    private static Recorded recorded(JsonNode entry, String outcome, JsonNode recording) {
        return new Recorded(
                entry.path("cluster").asString(),
                entry.path("id").asString(),
                recording.path("seen").asString(),
                outcome.equals("passes"),
                PlainValues.map(recording.path("values")));
    }

    /** Variables of the kind that a recording leaves out are empty. */
    private static Map<String, Object> complete(Criterion criterion, Map<String, Object> values) {
        var complete = new HashMap<String, Object>();
        check(criterion.kind())
                .variables()
                .forEach((name, type) -> complete.put(
                        name,
                        switch (type.kind()) {
                            case LIST -> List.of();
                            case STRING -> "";
                            case INT -> 0L;
                            default -> Map.of();
                        }));
        complete.putAll(values);
        return complete;
    }

    private static CriterionResult judge(Criterion criterion, Reading reading) {
        return judge(criterion, reading, lab);
    }

    private static CriterionResult judge(Criterion criterion, Reading reading, ExampleLab in) {
        return new Judge(List.of(new RecordedCheck(check(criterion.kind()), reading)))
                .judge(criterion, subject(in), new Memory());
    }

    private static Check check(String kind) {
        return java.util.Objects.requireNonNull(KINDS.get(kind));
    }

    private static Subject subject(ExampleLab lab) {
        return new Subject(lab.cluster("dev"), lab.open());
    }

    private static Criterion criterion(String cluster, String id) {
        return Criteria.load().sets().stream()
                .filter(set -> set.cluster().equals(cluster))
                .flatMap(set -> set.criteria().stream())
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}

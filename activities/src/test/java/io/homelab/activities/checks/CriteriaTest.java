package io.homelab.activities.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

class CriteriaTest {
    private static final Path STORIES = Path.of("src", "test", "resources", "acceptance", "stories.yaml");

    record Story(String id, String kind, String text, Map<String, String> target) {}

    record Epic(String epic, String title, List<Story> criteria) {}

    static Stream<Epic> epics() throws IOException {
        return YAMLMapper.builder()
                .build()
                .readValue(Files.readString(STORIES), new TypeReference<List<Epic>>() {})
                .stream();
    }

    static Stream<Criterion> everyCriterion() {
        return Criteria.load().sets().stream().flatMap(set -> set.criteria().stream());
    }

    @ParameterizedTest
    @MethodSource("epics")
    void criteriaAreThoseOfTheRequirements(Epic epic) {
        var sets = Criteria.load().sets().stream()
                .filter(set -> set.epic().equals(epic.epic()))
                .filter(set -> set.after() != null || !set.cluster().equals(CriteriaSet.ANY_CLUSTER))
                .toList();

        assertThat(sets).extracting(CriteriaSet::title).containsOnly(epic.title());
        assertThat(sets.stream().flatMap(set -> set.criteria().stream()).map(CriteriaTest::story))
                .containsExactlyElementsOf(epic.criteria());
    }

    @Test
    void aRunIsCheckedByWhatItCanProve() {
        assertThat(Criteria.load().after("deployment"))
                .extracting(CriteriaSet::epic)
                .containsExactly("1.4", "3.5");
        assertThat(Criteria.load().after("promotion")).singleElement().satisfies(set -> assertThat(set.criteria())
                .allSatisfy(c -> assertThat(c.id()).startsWith("3.5.3")));
        assertThat(Criteria.load().of("dev").epic()).isEqualTo("1.2");
        assertThat(Criteria.load().of("prod").epic()).isEqualTo("3.1");
    }

    @ParameterizedTest
    @MethodSource("everyCriterion")
    void everyExpressionCompilesAgainstWhatItsKindReads(Criterion criterion) {
        assertThatCode(() -> new Judge(Kinds.withoutSystems()).compile(criterion))
                .doesNotThrowAnyException();
    }

    @Test
    void anExpressionOverSomethingThatTheKindDoesNotReadIsABug() {
        var criterion = new Criterion("x", "text", "http-probe", Map.of(), "machines.size() == 1", "url", null);

        assertThatThrownBy(() -> new Judge(Kinds.withoutSystems()).compile(criterion))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("undeclared reference to 'machines'");
    }

    @Test
    void aClusterOfAnotherNameIsJudgedByItsOwnSizes() {
        var set = Criteria.load().of("lab-two");

        assertThat(set.epic()).isEqualTo("1.2");
        assertThat(set.criteria())
                .filteredOn(c -> c.id().equals("1.2.1-b"))
                .allSatisfy(c -> assertThat(c.pass()).contains("declared.cores").doesNotContain("4096"));
    }

    @Test
    void idsAreUniqueWithinASet() {
        assertThat(Criteria.load().sets())
                .allSatisfy(set ->
                        assertThat(set.criteria()).extracting(Criterion::id).doesNotHaveDuplicates());
    }

    private static Story story(Criterion criterion) {
        var target = new HashMap<>(criterion.target());
        target.remove("with");
        return new Story(criterion.id(), criterion.kind(), criterion.text(), target);
    }
}

package io.homelab.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.evidence.EvidenceAudit.Finding;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.PromotionEvidenceActivities.Content;
import io.homelab.workflows.promotion.PromotionEvidenceActivities.ProvedRequest;
import io.homelab.workflows.promotion.PromotionOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway.Init")
class SignedPromotionEvidenceTest {
    private static ExampleLab lab;
    private PromotionsOnPaper promotions;

    @BeforeAll
    static void openTheLab(@TempDir Path directory) throws IOException {
        lab = ExampleLab.in(directory);
    }

    @BeforeEach
    void beginWithNoEvidence(@TempDir Path state) {
        promotions = PromotionsOnPaper.of(lab, state);
    }

    @Test
    void saysHowAPromotionEnded() throws IOException {
        promotions.promoted("one");
        promotions.record(promotions.report(PromotionOutcome.ROLLED_BACK, "two"));
        promotions.record(promotions.report("prod", PromotionOutcome.PROMOTED, "three", true));

        var audit = EvidenceAudit.of(promotions.store(), null);

        assertThat(audit.findings()).isEmpty();
        assertThat(audit.statements())
                .extracting(EvidenceAudit.Item::verdict)
                .containsExactly("passed", "rolled back", "rehearsed");
        assertThat(audit.statements()).extracting(EvidenceAudit.Item::about).containsOnly("promotion/prod");
    }

    @Test
    void theSameReportIsRecordedOnce() throws IOException {
        var report = promotions.report(PromotionOutcome.PROMOTED, "one");

        assertThat(promotions.evidence().record(report))
                .isEqualTo(promotions.evidence().record(report));
        assertThat(EvidenceAudit.of(promotions.store(), null).statements()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void tamperingIsFoundAndTheFileNamed(Tampering tampering) throws IOException {
        promotions.promoted("one");
        var report = promotions.record(promotions.report(PromotionOutcome.ROLLED_BACK, "two"));
        promotions.promoted("three");
        assertThat(EvidenceAudit.of(promotions.store(), null).findings()).isEmpty();

        var file = tampering.with(report, promotions.samples("prod-two"));

        assertThat(EvidenceAudit.of(promotions.store(), null).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.file()).isEqualTo(file);
                    assertThat(finding.why()).containsPattern(tampering.said);
                });
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void whoeverTamperedProvesNothingAndThatIsSaid(Tampering tampering) throws IOException {
        promotions.promoted("one");
        var report = promotions.record(promotions.report(PromotionOutcome.ROLLED_BACK, "two"));
        var file = tampering.with(report, promotions.samples("prod-two"));

        assertThatThrownBy(() -> unproved("prod", "one")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(problem.report().what()).contains(file).containsPattern(tampering.said);
        });
    }

    @Test
    void aReportThatIsTakenOutOfTheChainToo() throws IOException {
        promotions.promoted("one");
        var second = promotions.promoted("two");
        var third = promotions.promoted("three");
        var head = EvidenceAudit.of(promotions.store(), null).head();

        takeOut(second);
        assertThat(EvidenceAudit.of(promotions.store(), null).findings())
                .containsExactly(new Finding(third.getFileName().toString(), "has not the number 2"));

        // Nothing is left that could name the last one but a head that somebody noted.
        takeOut(third);
        var cut = EvidenceAudit.of(promotions.store(), null);
        assertThat(cut.findings()).isEmpty();
        assertThat(cut.head()).isNotEqualTo(head);
        assertThat(cut.statements()).extracting(EvidenceAudit.Item::digest).doesNotContain(head);
    }

    @Test
    void samplesOutsideTheStoreAreNotTaken() throws IOException {
        var report = promotions.report(PromotionOutcome.PROMOTED, "one");
        var outside = promotions.store().resolveSibling("outside.jsonl");
        Files.copy(promotions.samples("prod-one"), outside);
        promotions.record(CanonicalJson.mapper()
                .readValue(
                        CanonicalJson.mapper()
                                .writeValueAsString(report)
                                .replace("samples/prod-one.jsonl", "../outside.jsonl"),
                        report.getClass()));

        assertThat(EvidenceAudit.of(promotions.store(), null).findings())
                .containsExactly(new Finding("../outside.jsonl", "is not there"));
    }

    @Test
    void aDirectoryMayBeNamedInAnyWay() throws IOException {
        promotions.promoted("one");
        var state = promotions.state();
        var roundabout = state.resolve("..").resolve(state.getFileName());

        assertThat(EvidenceAudit.of(roundabout.resolve("evidence"), null).findings())
                .isEmpty();
        assertThat(PromotionsOnPaper.evidence(lab, roundabout)
                        .proved(request("prod", "one"))
                        .unproved())
                .isEmpty();
    }

    @Test
    void whatAPromotionBroughtIsProved() throws IOException {
        promotions.promoted("one");

        assertThat(unproved("prod", "one")).isEmpty();
        assertThat(unproved("prod", "other")).containsExactly(PromotionsOnPaper.APPLICATION);
    }

    @ParameterizedTest
    @EnumSource(value = PromotionOutcome.class, names = "PROMOTED", mode = EnumSource.Mode.EXCLUDE)
    void whatEndedOtherwiseProvesNothingAndTakesNothingAway(PromotionOutcome outcome) throws IOException {
        promotions.promoted("one");
        promotions.record(promotions.report(outcome, "two"));

        assertThat(unproved("prod", "two")).containsExactly(PromotionsOnPaper.APPLICATION);
        assertThat(unproved("prod", "one")).isEmpty();
    }

    @Test
    void onlyTheLastContentThatWasBroughtIsProved() throws IOException {
        promotions.promoted("one");
        promotions.promoted("two");

        assertThat(unproved("prod", "one")).containsExactly(PromotionsOnPaper.APPLICATION);
        assertThat(unproved("prod", "two")).isEmpty();
    }

    @Test
    void whatAPromotionLeftAsItWasIsNotProvedByIt() throws IOException {
        promotions.promoted("one");

        assertThat(promotions
                        .evidence()
                        .proved(new ProvedRequest(lab.cluster("prod"), List.of(new Content("metallb", "same"))))
                        .unproved())
                .containsExactly("metallb");
    }

    @Test
    void anotherClusterAndNoEvidenceProveNothing() throws IOException {
        assertThat(unproved("prod", "one")).containsExactly(PromotionsOnPaper.APPLICATION);

        promotions.record(promotions.report("staging", PromotionOutcome.PROMOTED, "one", false));

        assertThat(unproved("prod", "one")).containsExactly(PromotionsOnPaper.APPLICATION);
    }

    @Test
    void aRehearsalProvesNothingOfARealLab() throws IOException {
        promotions.record(promotions.report("prod", PromotionOutcome.PROMOTED, "one", true));

        assertThat(unproved("prod", "one")).containsExactly(PromotionsOnPaper.APPLICATION);
    }

    @Test
    void aReportOfALaterVersionIsNotPassedOver() {
        try (var secrets = lab.open().secrets().getOrCreate(SigningKey.SECRET, SigningKey::generate)) {
            var report = Map.of("outcome", "POSTPONED", "to", "prod");
            new EvidenceStore(promotions.store())
                    .record(
                            new EvidenceStore.Draft(
                                    "promotion-prod",
                                    "promotion/prod",
                                    Sha256.of(CanonicalJson.of(report)),
                                    SignedPromotionEvidence.PREDICATE,
                                    Map.of("report", report)),
                            SigningKey.parse(secrets));
        }

        assertThatThrownBy(() -> unproved("prod", "one")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(problem.report().what()).contains("000001-promotion-prod.json", "POSTPONED");
        });
    }

    private List<String> unproved(String cluster, String content) {
        return promotions.evidence().proved(request(cluster, content)).unproved();
    }

    private ProvedRequest request(String cluster, String content) {
        return new ProvedRequest(lab.cluster(cluster), List.of(new Content(PromotionsOnPaper.APPLICATION, content)));
    }

    /** The report and its line, and the lines after it move up. */
    private void takeOut(Path report) throws IOException {
        Files.delete(report);
        var log = promotions.store().resolve(ChainLog.FILE);
        var kept = new ArrayList<String>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.filter(line -> !line.startsWith(report.getFileName().toString()))
                    .forEach(kept::add);
        }
        Files.write(log, kept);
    }
}

package io.homelab.workflows.promotion.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.promotion.governance.ApprovalAnswer.Channel;
import io.homelab.workflows.promotion.governance.ApprovalDecision.End;
import io.homelab.workflows.promotion.governance.ApprovalPolicy.OnExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalQuestionTest {
    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    private static final ApprovalPolicy ANYONE = policy(1, List.of(), false, OnExpiry.REJECT);

    @Test
    void whoeverSaysNothingGetsTheUsualPolicy() {
        assertThat(Payloads.read("{}", ApprovalPolicy.class))
                .isEqualTo(new ApprovalPolicy(1, List.of(), false, Duration.ofHours(72), OnExpiry.REJECT));
        assertThat(Payloads.read("{\"required\":3}", ApprovalPolicy.class).required())
                .isEqualTo(3);
    }

    @Test
    void theOnlyAdministratorMayApproveTheirOwn() {
        var question = ask(ANYONE);
        assertThat(question.refusal(true, answer("ada.l"))).isEmpty();
        assertThat(question.decided()).isEmpty();

        var approved = question.with(true, answer("ada.l"), NOW);

        assertThat(approved.decided()).contains(End.APPROVED);
        var decision = approved.end(NOW);
        assertThat(decision.goesOn()).isTrue();
        assertThat(decision.why()).isEqualTo("approved by ada.l");
        assertThat(decision.hash()).isEqualTo(ShownTest.SHOWN.hash());
        assertThat(decision.answers()).hasSize(1);
        assertThat(decision.at()).isEqualTo(NOW);
        assertThat(decision.revision()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada lovelace", "Ada.L@example.org", " ADA.L ", "Ada Lovelace <ada.l@example.org>"})
    void theAuthorByAnyNameMayRejectAndNotApprove(String author) {
        var question = ask(policy(1, List.of(), true, OnExpiry.REJECT));

        assertThat(question.refusal(true, answer(author))).get().asString().startsWith("APPROVAL_BY_AUTHOR: ");
        assertThat(question.refusal(false, answer(author))).isEmpty();
        assertThat(question.refusal(true, answer("ada"))).isEmpty();
        assertThat(question.refusal(true, answer("example.org"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ada@example.org"})
    void anAuthorWithoutANameOrAnAddressIsOneAllTheSame(String author) {
        assertThat(People.isAuthor("ada", author)).isTrue();
        assertThat(People.isAuthor("", author)).isFalse();
        assertThat(People.isAuthor("", "Ada <>")).isFalse();
        assertThat(People.isAuthor("ada", "Ada <>")).isTrue();
    }

    @Test
    void onlyApproversCount() {
        var question = ask(policy(1, List.of("Ada", "grace"), false, OnExpiry.REJECT));

        assertThat(question.refusal(true, answer("mallory")))
                .contains("APPROVAL_NOT_APPROVER: mallory may not answer; these may: Ada, grace");
        assertThat(question.refusal(false, answer("mallory"))).isPresent();
        assertThat(question.refusal(true, answer("ada"))).isEmpty();
        assertThat(question.refusal(false, answer("Grace "))).isEmpty();
    }

    @Test
    void aQuorumIsOfDifferentPeople() {
        var question = ask(policy(2, List.of(), false, OnExpiry.REJECT));
        assertThat(question.missing()).isEqualTo(2);
        var one = question.with(true, answer("ada"), NOW);

        assertThat(one.missing()).isOne();
        assertThat(one.decided()).isEmpty();
        assertThat(one.refusal(true, answer("ADA "))).contains("APPROVAL_ANSWERED: ADA  has answered already");
        assertThat(one.refusal(false, answer("ada"))).isPresent();
        assertThat(one.refusal(true, answer("grace"))).isEmpty();

        var both = one.with(true, answer("grace"), NOW.plusSeconds(1));
        assertThat(both.decided()).contains(End.APPROVED);
        assertThat(both.missing()).isZero();
        assertThat(both.refusal(false, answer("linus"))).contains("APPROVAL_ANSWERED: it is decided already");
        assertThat(both.with(true, answer("linus"), NOW).missing()).isZero();
        assertThat(both.end(NOW).why()).isEqualTo("approved by ada, grace");
    }

    @Test
    void oneRejectionEndsIt() {
        var question = ask(policy(3, List.of(), false, OnExpiry.APPROVE)).with(true, answer("ada"), NOW);
        var rejected = question.with(
                false, new ApprovalAnswer("promote", 7, question.hash(), "grace", "the disk", Channel.CLI, null), NOW);

        assertThat(rejected.decided()).contains(End.REJECTED);
        assertThat(rejected.refusal(true, answer("linus"))).isPresent();
        assertThat(rejected.end(NOW).goesOn()).isFalse();
        assertThat(rejected.end(NOW).why()).isEqualTo("rejected by grace: the disk");
    }

    @Test
    void anAnswerToSomethingElseIsVoid() {
        var question = ask(ANYONE);

        assertThat(question.refusal(true, answer(8, question.hash(), null)))
                .contains("APPROVAL_STALE: what was shown has moved: the answer is void; look again, then answer");
        assertThat(question.refusal(true, answer(6, question.hash(), null))).isPresent();
        assertThat(question.refusal(true, answer(7, "beef", null)))
                .get()
                .asString()
                .startsWith("APPROVAL_STALE: ");
        assertThat(question.refusal(true, answer(7, question.hash(), null))).isEmpty();
    }

    @Test
    void whatMovesVoidsAllAnswersAndTheTimeBeginsAnew() {
        var other = new Shown("prod", "0124", "Grafana 14", "Bob", "00fe", List.of(), "healthy", "ee");
        var later = NOW.plusSeconds(60);
        var approved = ask(ANYONE).with(true, answer(7, ask(ANYONE).hash(), "n1"), NOW);

        var again = approved.again(other, "main has moved", later);

        assertThat(again.revision()).isEqualTo(8);
        assertThat(again.hash()).isEqualTo(other.hash());
        assertThat(again.answers()).isEmpty();
        assertThat(again.decided()).isEmpty();
        assertThat(again.since()).isEqualTo(later);
        assertThat(again.until()).isEqualTo(later.plus(Duration.ofHours(72)));
        assertThat(again.refusal(true, answer(7, approved.hash(), null)))
                .contains("APPROVAL_STALE: what was shown has moved (main has moved): the answer is void;"
                        + " look again, then answer");
        assertThat(again.refusal(true, answer(8, other.hash(), "n1")))
                .get()
                .asString()
                .startsWith("APPROVAL_REPLAYED: ");
        assertThat(again.refusal(true, answer(8, other.hash(), "n2"))).isEmpty();
    }

    @Test
    void aTokenWorksOnceWhoeverHoldsIt() {
        var question = ask(policy(2, List.of(), false, OnExpiry.REJECT));
        var used = question.with(true, answer(7, question.hash(), "n1"), NOW);

        assertThat(used.nonces()).containsExactly("n1");
        assertThat(used.refusal(
                        true, new ApprovalAnswer("promote", 7, question.hash(), "grace", null, Channel.NTFY, "n1")))
                .contains("APPROVAL_REPLAYED: this token was used before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anAnswerNeedsAName(String nobody) {
        assertThat(ask(ANYONE).refusal(true, answer(nobody)))
                .contains("APPROVAL_NOBODY: an answer needs a name, it is recorded");
        assertThat(ask(ANYONE)
                        .refusal(
                                true,
                                Payloads.read(
                                        "{\"revision\":7,\"hash\":\"" + ShownTest.SHOWN.hash() + "\"}",
                                        ApprovalAnswer.class)))
                .isPresent();
    }

    @Test
    void silenceMeansWhatThePolicySays() {
        var refused = ask(ANYONE).end(NOW);
        assertThat(refused.end()).isEqualTo(End.EXPIRED_REJECTED);
        assertThat(refused.goesOn()).isFalse();
        assertThat(refused.why()).isEqualTo("nobody answered within PT72H, which the lab file takes as refusal");

        var agreed = ask(policy(2, List.of(), false, OnExpiry.APPROVE))
                .with(true, answer("ada"), NOW)
                .end(NOW);
        assertThat(agreed.end()).isEqualTo(End.EXPIRED_APPROVED);
        assertThat(agreed.goesOn()).isTrue();
        assertThat(agreed.why()).isEqualTo("only ada answered within PT72H, which the lab file takes as consent");
    }

    @Test
    void whatIsAskedSaysWhenItExpires() {
        assertThat(ask(ANYONE).since()).isEqualTo(NOW);
        assertThat(ask(ANYONE).until()).isEqualTo(NOW.plus(Duration.ofHours(72)));
    }

    private static ApprovalPolicy policy(int required, List<String> approvers, boolean notTheAuthor, OnExpiry silence) {
        return new ApprovalPolicy(required, approvers, notTheAuthor, Duration.ofHours(72), silence);
    }

    private static ApprovalQuestion ask(ApprovalPolicy policy) {
        return ApprovalQuestion.ask("promote", 7, ShownTest.SHOWN, policy, NOW);
    }

    private static ApprovalAnswer answer(String by) {
        return new ApprovalAnswer("promote", 7, ShownTest.SHOWN.hash(), by, " ", Channel.CLI, null);
    }

    private static ApprovalAnswer answer(int revision, String hash, @Nullable String nonce) {
        return new ApprovalAnswer("promote", revision, hash, "ada", null, Channel.NTFY, nonce);
    }
}

package io.homelab.workflows.promotion.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApprovalNoticeTest {
    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    private static final ApprovalPolicy POLICY =
            new ApprovalPolicy(1, List.of(), false, Duration.ofHours(72), ApprovalPolicy.OnExpiry.REJECT);

    @Test
    void showsWhatTheHashIsOverAndHowToAnswer() {
        var question = ApprovalQuestion.ask("promote", 1, ShownTest.SHOWN, POLICY, NOW);

        var notice = notice(question);

        assertThat(notice.title()).isEqualTo("Promote to prod?");
        assertThat(notice.text()).isEqualTo("""
                Grafana 13 (Ada Lovelace <ada.l@example.org>)
                · a
                · b
                healthy
                Until 2026-11-29T04:00:00Z; homelab promote approve promotion-prod""");
        assertThat(Objects.requireNonNull(notice.style()).actions())
                .extracting(NoticeAction::label)
                .containsExactly("Approve", "Reject");
        assertThat(notice.style().actions()).allSatisfy(action -> {
            var answer = Objects.requireNonNull(action.answer());
            assertThat(answer.hash()).isEqualTo(ShownTest.SHOWN.hash());
            assertThat(answer.revision()).isOne();
            assertThat(answer.until()).isEqualTo(question.until());
            assertThat(answer.approves()).isEqualTo(action.label().equals("Approve"));
        });
    }

    @Test
    void eachRevisionOfEachRunIsToldOnce() {
        var question = ApprovalQuestion.ask("promote", 1, ShownTest.SHOWN, POLICY, NOW);
        var again = question.again(ShownTest.SHOWN, "main has moved", NOW);

        assertThat(notice(question).key()).isEqualTo("promotion-prod/run-1/approval/promote/1");
        assertThat(notice(again).key()).isEqualTo("promotion-prod/run-1/approval/promote/2");
        assertThat(notice(again).text()).startsWith("Asked again: main has moved.\n");
    }

    @Test
    void aReleaseOfManyApplicationsStaysAMessage() {
        var changes = IntStream.range(0, 200).mapToObj(i -> "application-" + i).toList();
        var shown = new Shown("prod", "0123", "All of it", "Ada", "00ff", changes, "healthy", "ee");

        assertThat(notice(ApprovalQuestion.ask("promote", 1, shown, POLICY, NOW))
                        .text())
                .contains("· application-11\n· and 188 more\n")
                .doesNotContain("application-12\n");
    }

    private static Notice notice(ApprovalQuestion question) {
        return ApprovalNotice.of("promotion-prod", "run-1", question);
    }
}

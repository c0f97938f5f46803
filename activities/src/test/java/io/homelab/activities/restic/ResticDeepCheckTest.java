package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and when, of a real repository. */
class ResticDeepCheckTest extends OnADeepCheck {
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void aPartIsReadEachWeekAndTheFirstAgainAfterTheLast() throws Exception {
        var before = repository.digests();
        var lab = lab("{of: 2}");

        assertThat(deep(lab, "one")).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
            assertThat(check.check()).isEqualTo("deep");
            assertThat(check.seen()).matches("part 1 of 2 read deep in \\d+s");
        });
        now = NOW.plus(Duration.ofDays(1));
        assertThat(deep(lab, "two")).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
            assertThat(check.seen())
                    .isEqualTo("not due: part 1 of 2 was read deep 24h ago, and passed; the next one is due in 6d");
        });
        assertThat(started).hasValue(1);
        now = NOW.plus(WEEK);
        assertThat(deep(lab, "three").seen()).startsWith("part 2 of 2 read deep in ");
        now = now.plus(WEEK);
        assertThat(deep(lab, "four").seen()).startsWith("part 1 of 2 read deep in ");

        assertThat(lines(lab))
                .hasSize(3)
                .first()
                .asString()
                .matches(
                        "\\{\"at\":\"2026-11-25T04:00:00Z\",\"run\":\"one\",\"n\":1,\"of\":2,\"seconds\":\\d+,\"ok\":true,"
                                + "\"what\":\\[]}");
        assertThat(repository.digests()).isEqualTo(before);
    }

    @Test
    void theSameRunHasTheSamePartAndReadsItOnce() throws Exception {
        var lab = lab("{of: 2}");
        repository.stop();
        try {
            assertThatThrownBy(() -> deep(lab, "one"))
                    .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.TRANSIENT));
        } finally {
            repository.start();
        }
        assertThat(lines(lab)).as("nothing was read").isEmpty();

        var answer = deep(lab, "one");
        assertThat(answer.seen()).startsWith("part 1 of 2 ");
        now = NOW.plus(
                WEEK); // whoever did it died before he could say so, and the next one comes when another part is due
        assertThat(deep(lab, "one")).isEqualTo(answer);

        assertThat(started).hasValue(1);
        assertThat(lines(lab)).hasSize(1);
    }

    @Test
    void aPartThatFailedIsReadAgainUntilItPassesWhateverTheLabFileSays() throws Exception {
        var pack = repository.packs().getLast();
        int part = part(pack, 2);
        var lab = lab("{of: 2}");
        RepositoryInTest.damage(pack);
        try {
            for (int before = 1; before < part; before++) {
                assertThat(deep(lab, "before").verdict()).isEqualTo(CheckVerdict.PASS);
                now = now.plus(WEEK);
            }
            assertThat(deep(lab, "one")).satisfies(check -> {
                assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
                assertThat(check.seen())
                        .startsWith("part " + part + " of 2: 1 error: ")
                        .contains(pack.getFileName().toString());
                assertThat(check.remedy()).contains("restic repair packs", "rebuild-index");
            });
            assertThat(lines(lab).getLast())
                    .contains("\"ok\":false", pack.getFileName().toString());
            assertThat(deep(lab, "one").seen())
                    .as("the same run")
                    .contains(pack.getFileName().toString());
            now = now.plus(Duration.ofDays(1));
            assertThat(deep(lab.with("of: 2", "of: 3"), "two").seen()).startsWith("part " + part + " of 2: 1 error: ");
        } finally {
            RepositoryInTest.damage(pack);
        }

        now = now.plus(Duration.ofDays(1));
        assertThat(deep(lab, "three").seen()).startsWith("part " + part + " of 2 read deep in ");
        now = now.plus(Duration.ofDays(1));
        assertThat(deep(lab, "four").seen()).startsWith("not due: part " + part + " of 2 ");
    }

    @Test
    void anotherCountBeginsWithItsFirstPartWhenItIsDue() throws Exception {
        var lab = lab("{of: 3}");
        deep(lab, "one");
        now = NOW.plus(WEEK);
        assertThat(deep(lab, "two").seen()).startsWith("part 2 of 3 ");
        var other = lab.with("of: 3", "of: 2");

        now = now.plus(Duration.ofDays(1));
        assertThat(deep(other, "three").seen()).startsWith("not due: part 2 of 3 ");
        now = now.plus(WEEK);
        assertThat(deep(other, "four").seen()).startsWith("part 1 of 2 read deep in ");
    }

    @Test
    void theWrongPasswordIsNoFinding() throws Exception {
        var lab = lab("{}");
        Files.writeString(home.resolve("password"), "not-the-password");

        assertThatThrownBy(() -> deep(lab, "one"))
                .hasMessage("the password does not open the repository")
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.AUTH));
        assertThat(lines(lab)).isEmpty();
    }

    @Test
    void aLedgerThatCannotBeReadIsPutBeforeAPersonAndKept() throws Exception {
        var lab = lab("{}");
        Files.createDirectories(ledger(lab).getParent());
        Files.writeString(ledger(lab), "no JSON\n");

        assertThatThrownBy(() -> deep(lab, "one"))
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.CONFIG));
        assertThat(ledger(lab)).hasContent("no JSON\n");
        assertThat(started).hasValue(0);
    }
}

package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.gitops.ReleaseMember;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A release of one to six applications, a wave each, some of which cannot go back, and one that is not taken well: whatever
 * fails, where and how, those that can go back are all new or all old, in Git and in the cluster. Every call loses its reply
 * once, as if the worker had died right after it.
 */
@Timeout(60)
class SagaTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static TestWorkflowEnvironment env;

    @BeforeAll
    static void open() {
        env = Promotions.environment();
    }

    @AfterAll
    static void close() {
        env.close();
    }

    /** @param failing number of the application that is not taken well; 0: none */
    record Story(int members, String forwardOnly, int failing, boolean refuses, boolean last) {
        boolean cannotGoBack(int number) {
            return switch (forwardOnly) {
                case "none" -> false;
                case "first" -> number == 1;
                case "last" -> number == members;
                case "odd" -> number % 2 == 1;
                default -> throw new IllegalArgumentException(forwardOnly);
            };
        }

        List<ReleaseMember> release() {
            return IntStream.rangeClosed(1, members)
                    .mapToObj(n -> FakeTarget.member(n, n - 1, cannotGoBack(n)))
                    .toList();
        }

        @Nullable
        String failingName() {
            return failing == 0 ? null : "app-" + failing;
        }
    }

    static Stream<Story> stories() {
        var stories = new ArrayList<Story>();
        for (int members = 1; members <= 6; members++) {
            for (var forwardOnly : List.of("none", "first", "last", "odd")) {
                for (int failing = 0; failing <= members; failing++) {
                    // How it fails and where the phase stands alternate, so that the table stays of a size to be run.
                    stories.add(new Story(
                            members,
                            forwardOnly,
                            failing,
                            (members + failing) % 2 == 0,
                            (members + failing / 2) % 2 == 0));
                }
            }
        }
        return stories.stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void whatCanGoBackIsAllNewOrAllOld(Story story) {
        var target = new FakeTarget(story.release(), story.last());
        target.losesReplies = true;
        if (story.refuses()) {
            target.refuses = story.failingName();
        } else {
            target.turnsSick = story.failingName();
        }
        try (var promotions = Promotions.beside(env, "story-" + NUMBER.incrementAndGet(), target)) {
            var report = play(story, promotions);

            assertThat(report.outcome()).isEqualTo(outcome(story));
        }

        assertThat(versions(target, story)).as("in the cluster").hasSizeLessThanOrEqualTo(1);
        assertThat(target.running()).as("Git and cluster").isEqualTo(target.branch());
        assertThat(target.writes).as("nothing is written twice").doesNotHaveDuplicates();
        assertThat(target.recorded).hasSize(1);
    }

    private static PromotionReport play(Story story, Promotions promotions) {
        var run = promotions.start();
        if (story.failing() > 0 && story.cannotGoBack(story.failing())) {
            var stuck = promotions.parked(run, "forward-only-" + (story.failing() - 1) + "/stuck");
            run.abort(promotions.answer(stuck));
        }
        return Promotions.report(run);
    }

    private static PromotionOutcome outcome(Story story) {
        if (story.failing() == 0) {
            return PromotionOutcome.PROMOTED;
        }
        return story.cannotGoBack(story.failing()) ? PromotionOutcome.FORWARD_ONLY_LEFT : PromotionOutcome.ROLLED_BACK;
    }

    private static List<String> versions(FakeTarget target, Story story) {
        return story.release().stream()
                .filter(member -> !member.forwardOnly())
                .map(member -> member.content().equals(target.running().get(member.name())) ? "new" : "old")
                .distinct()
                .toList();
    }
}

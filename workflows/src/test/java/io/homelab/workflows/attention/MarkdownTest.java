package io.homelab.workflows.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarkdownTest {
    private static final String RUN = "cluster-dev";
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void saysThatALabIsSimulated() {
        assertThat(Markdown.of(RUN, view(List.of(), List.of()))).startsWith("### Bootstrap dev (simulated)\n");
    }

    @Test
    void aParkedStepSaysWhatToTypeAndOffersSkipOnlyWhereItIsAllowed() {
        var text = Markdown.of(RUN, view(List.of(), List.of(item("image", false), item("find", true))));

        assertThat(text)
                .contains("**Needs you:** image", "`homelab run abort cluster-dev --item image --revision 3`")
                .contains("`homelab run skip cluster-dev --item find --revision 3 --reason TEXT`")
                .doesNotContain("skip cluster-dev --item image");
    }

    @Test
    void everyStepIsOneLineWhateverTheWordsAre() {
        var text = Markdown.of(
                RUN,
                view(List.of(step("a|b", "x | y\nz"), step("two\nlines", null), step("cr", "one\r\ntwo")), List.of()));

        assertThat(text.lines().filter(l -> l.startsWith("- ")))
                .containsExactly("- · a|b — x | y z", "- · two lines", "- · cr — one two");
    }

    @ParameterizedTest
    @EnumSource(StepState.class)
    void everyStateHasAMark(StepState state) {
        var step = new StepView("a", "a", null, state, NOON, NOON, null, Duration.ZERO);

        assertThat(Markdown.of(RUN, view(List.of(step), List.of()))).doesNotContain("null");
    }

    @Test
    void fiveNodesThatAllNeedSomebodyStayBelowTwentyKilobytes() {
        var steps = new ArrayList<StepView>();
        var items = new ArrayList<AttentionItem>();
        for (int node = 1; node <= 5; node++) {
            for (int step = 0; step < 5; step++) {
                steps.add(step("step " + step + " of node " + node + " of the cluster", "x".repeat(200)));
            }
            items.add(item("dev-cp-" + node + "/machine", false));
        }
        for (int i = 0; i < 18; i++) {
            steps.add(step("a step of the run itself, number " + i, "y".repeat(200)));
        }

        assertThat(Markdown.of(RUN, view(steps, items)).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(20_000);
    }

    @Test
    void wordsWithoutEndAreCutSoThatTheWebUiStillShowsTheRun() {
        var steps = new ArrayList<StepView>();
        for (int i = 0; i < 50; i++) {
            steps.add(step("step " + i, "z".repeat(10_000)));
        }

        assertThat(Markdown.of(RUN, view(steps, List.of())).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(20_000);
    }

    private static RunView view(List<StepView> steps, List<AttentionItem> items) {
        return new RunView(1, "Bootstrap dev", "building", true, NOON, steps, items);
    }

    private static StepView step(String title, @Nullable String detail) {
        return new StepView("id", title, null, StepState.PENDING, NOON, null, detail, Duration.ZERO);
    }

    private static AttentionItem item(String id, boolean skippable) {
        var failure = new FailureReport(FailureClass.CONFIG, "no room", "proxmox", "make room");
        return new AttentionItem(id, 3, id, failure, NOON, skippable);
    }
}

package io.homelab.workflows.backup.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void theLongestUnreadComesFirst() {
        var plan = plan(policy(10, 0, null), pack("c", 1, 9), pack("a", 1, 7), pack("b", 1, 8));

        assertThat(plan.packs()).extracting(PackState::id).startsWith("c");
        assertThat(plan.oldest()).isEqualTo(NOW.minus(DAY.multipliedBy(9)));
    }

    @Test
    void aNewRepositoryIsReadInEqualParts() {
        var packs = new ArrayList<PackState>();
        for (int i = 0; i < 110; i++) {
            packs.add(new PackState("p" + i, 100, NOW, null));
        }

        var plan = new AuditPlanner(policy(10, 0, null)).plan(packs, NOW);

        assertThat(plan.bytes()).isEqualTo(110 * 100 / 11);
        assertThat(plan.wanted()).isEqualTo(1000);
        assertThat(plan.isShort()).isFalse();
    }

    @Test
    void spareNightsAreNotCountedOn() {
        assertThat(plan(policy(10, 4, null), unread("a", 700, 0)).wanted()).isEqualTo(100);
    }

    @Test
    void whatIsOverdueIsReadNow() {
        var plan = plan(policy(10, 2, null), pack("a", 5, 12), pack("b", 5, 11), pack("c", 5, 6));

        assertThat(plan.packs()).extracting(PackState::id).startsWith("a", "b");
        assertThat(plan.overdue()).isEqualTo(2);
    }

    @Test
    void whatWasReadInTheLastHalfOfItsTimeIsLeftAlone() {
        assertThat(plan(policy(10, 0, null), pack("a", 5, 4), pack("b", 5, 1)).packs())
                .isEmpty();
    }

    @Test
    void aBudgetThatIsTooSmallIsKeptAndSaid() {
        var plan = plan(policy(10, 0, 12L), pack("a", 5, 10), pack("b", 5, 10), pack("c", 5, 10));

        assertThat(plan.bytes()).isEqualTo(10);
        assertThat(plan.wanted()).isEqualTo(15);
        assertThat(plan.isShort()).isTrue();
    }

    @Test
    void aPackThatIsLargerThanTheBudgetIsReadAllTheSame() {
        assertThat(plan(policy(10, 0, 3L), pack("a", 5, 10)).packs()).hasSize(1);
    }

    @Test
    void nothingIsNothing() {
        var plan = plan(policy(10, 0, null));

        assertThat(plan.packs()).isEmpty();
        assertThat(plan.oldest()).isNull();
        assertThat(plan.total()).isZero();
    }

    @Test
    void policiesThatPromiseNothingAreNone() {
        assertThatThrownBy(() -> new AuditPolicy(DAY, DAY.multipliedBy(2), 0, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy(10, 10, null)).hasMessageContaining("10 spare nights");
        assertThatThrownBy(() -> policy(10, 0, 0L)).hasMessageContaining("reads nothing");
    }

    private static AuditPolicy policy(int days, int spare, @Nullable Long budget) {
        return new AuditPolicy(DAY.multipliedBy(days), DAY, spare, budget);
    }

    private static AuditPlan plan(AuditPolicy policy, PackState... packs) {
        return new AuditPlanner(policy).plan(List.of(packs), NOW);
    }

    /** Read so many days ago. */
    private static PackState pack(String id, long bytes, int days) {
        var then = NOW.minus(DAY.multipliedBy(days));
        return new PackState(id, bytes, then.minus(DAY), then);
    }

    private static PackState unread(String id, long bytes, int days) {
        return new PackState(id, bytes, NOW.minus(DAY.multipliedBy(days)), null);
    }
}

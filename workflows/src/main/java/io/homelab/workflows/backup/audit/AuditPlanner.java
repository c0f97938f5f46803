package io.homelab.workflows.backup.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Chooses what is read tonight: the longest unread first, and as much as keeps the load of all nights to come level. That is
 * the smallest constant rate at which each pack is read before its time is over, counting from the most urgent one; growth,
 * prunes and missed nights change the rate of the next night and need no rule of their own.
 */
public final class AuditPlanner {
    private final AuditPolicy policy;

    public AuditPlanner(AuditPolicy policy) {
        this.policy = policy;
    }

    /** @param packs all that the repository has now */
    public AuditPlan plan(Collection<PackState> packs, Instant now) {
        var order = packs.stream().sorted(PackState.LONGEST_UNREAD_FIRST).toList();
        var wanted = wanted(order, now);
        var budget = policy.budget();
        var chosen = new ArrayList<PackState>();
        long bytes = 0;
        for (var pack : order) {
            var fits = budget == null || bytes + pack.bytes() <= budget || chosen.isEmpty();
            if (bytes >= wanted || !fits || isRested(pack, now)) {
                break;
            }
            chosen.add(pack);
            bytes += pack.bytes();
        }
        return new AuditPlan(
                chosen,
                bytes,
                order.stream().mapToLong(PackState::bytes).sum(),
                order.isEmpty() ? null : order.getFirst().unreadSince(),
                (int) order.stream()
                        .filter(pack -> deadline(pack).isBefore(now))
                        .count(),
                wanted);
    }

    /** The highest of the rates at which the first so many packs are read in time; the rest would be read too late with less. */
    private long wanted(List<PackState> order, Instant now) {
        long rate = 0;
        long before = 0;
        for (var pack : order) {
            if (isRested(pack, now)) {
                break;
            }
            before += pack.bytes();
            rate = Math.max(rate, Math.ceilDiv(before, nights(pack, now)));
        }
        return rate;
    }

    /** How many nights there are to read it, this one among them, without the spare ones. */
    private long nights(PackState pack, Instant now) {
        var left = java.time.Duration.between(now, deadline(pack));
        return left.isNegative() ? 1 : Math.max(1, left.dividedBy(policy.interval()) + 1 - policy.spare());
    }

    private Instant deadline(PackState pack) {
        return pack.unreadSince().plus(policy.within());
    }

    private boolean isRested(PackState pack, Instant now) {
        var verified = pack.verified();
        return verified != null && verified.plus(policy.rest()).isAfter(now);
    }
}

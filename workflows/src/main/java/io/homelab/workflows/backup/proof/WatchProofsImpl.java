package io.homelab.workflows.backup.proof;

import io.homelab.workflows.backup.proof.ProofWatch.WatchedSet;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.wire.Profiles;
import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sleeps until the next proof is overdue; its history begins anew before it is long. What it holds is on the server: nothing that
 * happens to this machine makes it forget, and it tells people when it is back.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class WatchProofsImpl implements WatchProofs {
    /** The lab file is looked at so often at least; who changes it and says nothing is heard by then. */
    private static final Duration ROUND = Duration.ofHours(6);
    /** When nobody could be told, it is tried again after that. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private static final int MOST_ROUNDS = 400;

    private final Map<String, WatchedSet> sets = new LinkedHashMap<>();
    private final List<ProofNews> arrived = new ArrayList<>();
    private boolean simulated;
    private boolean untold;

    @WorkflowInit
    public WatchProofsImpl(@Nullable ProofWatch watch) {
        Optional.ofNullable(watch).orElseGet(ProofWatch::begun).sets().forEach(set -> sets.put(set.set(), set));
    }

    @Override
    public void watch(@Nullable ProofWatch before) {
        for (int round = 0; round < MOST_ROUNDS && !Workflow.getInfo().isContinueAsNewSuggested(); round++) {
            untold = false;
            read();
            hear();
            alarm();
            show();
            Workflow.await(sleep(), () -> !arrived.isEmpty());
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        hear(); // what has come meanwhile must not be lost
        Workflow.newContinueAsNewStub(WatchProofs.class).watch(proofs());
    }

    @Override
    public void proved(ProofNews news) {
        arrived.add(news);
    }

    @Override
    public ProofWatch proofs() {
        return new ProofWatch(List.copyOf(sets.values()));
    }

    /** While the lab file cannot be read, what it said last counts. */
    private void read() {
        try {
            var promises = activities(ProofActivities.class, "read which proofs there have to be")
                    .promises();
            simulated = promises.simulated();
            var names =
                    promises.sets().stream().map(ProofActivities.ProofTerm::set).toList();
            sets.keySet().retainAll(names);
            for (var term : promises.sets()) {
                sets.merge(
                        term.set(),
                        WatchedSet.fresh(term.set(), term.within(), now()),
                        (known, _) -> known.within(term.within()));
            }
        } catch (ActivityFailure e) {
            unlessCanceled(e);
        }
    }

    private void hear() {
        var news = List.copyOf(arrived);
        arrived.clear();
        for (var proof : news.stream().flatMap(each -> each.proofs().stream()).toList()) {
            sets.computeIfPresent(proof.set(), (_, set) -> set.with(proof));
        }
    }

    private void alarm() {
        var notices = new ProofNotice(Workflow.getInfo().getWorkflowId(), simulated);
        for (var set : List.copyOf(sets.values())) {
            var now = now();
            if (set.told() != null && set.due().isAfter(now)) {
                if (set.proved() == null || told(notices.clear(set))) {
                    sets.put(set.set(), set.calm());
                }
            } else if (!set.alarm().isAfter(now) && told(notices.overdue(set, now))) {
                sets.put(set.set(), set.tell(now));
            }
        }
    }

    private boolean told(Notice notice) {
        try {
            activities(NoticeActivities.class, "tell a person: " + notice.title())
                    .send(notice);
            return true;
        } catch (ActivityFailure e) {
            unlessCanceled(e);
            untold = true;
            return false;
        }
    }

    private Duration sleep() {
        var now = now();
        var next = sets.values().stream()
                .map(WatchedSet::alarm)
                .filter(alarm -> alarm.isAfter(now))
                .map(alarm -> Duration.between(now, alarm))
                .min(Duration::compareTo)
                .filter(until -> until.compareTo(ROUND) < 0)
                .orElse(ROUND);
        return untold && RETRY.compareTo(next) < 0 ? RETRY : next;
    }

    private void show() {
        var now = now();
        var text = new StringBuilder("### Proofs of backups\n\n");
        var overdue = 0;
        for (var set : sets.values()) {
            overdue += set.due().isAfter(now) ? 0 : 1;
            text.append("- ")
                    .append(set.set())
                    .append(set.proved() == null ? ": not proved yet" : ": proved at " + set.proved())
                    .append(set.due().isAfter(now) ? ", due by " : ", **overdue since** ")
                    .append(set.due())
                    .append('\n');
        }
        Workflow.setCurrentDetails(text.toString());
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.PHASE.valueSet(overdue == 0 ? "watching" : overdue + " overdue"));
    }

    private static <T> T activities(Class<T> port, String summary) {
        return Workflow.newActivityStub(port, Profiles.summarised(Profiles.BRIEF, summary));
    }

    private static void unlessCanceled(ActivityFailure e) {
        if (e.getCause() instanceof CanceledFailure) {
            throw e;
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}

package io.homelab.workflows.attention;

import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.StepLog;
import io.homelab.workflows.progress.TimeSplit;
import io.homelab.workflows.topology.ClusterSpec;
import io.homelab.workflows.wire.Profiles;
import io.homelab.workflows.wire.SearchAttributes;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What every run of ours has: a step log, a desk for attention, a view, search attributes. */
public abstract class AttendedRunBase implements AttendedRun {
    protected final StepLog log = new StepLog(this::show);
    protected final Runbook runbook;
    protected final CriticalPath path = CriticalPath.start();

    private final AttentionDesk desk = new AttentionDesk(this::attentionArrived, this::attentionChanged);
    private final Instant startedAt = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    private final String title;
    private String phase = "starting";
    private boolean simulated;

    protected AttendedRunBase(String title) {
        this.title = title;
        this.runbook = new Runbook(log, desk, this::amend);
    }

    /** Reads the lab file again; empty when it may be used. Runs without amendments refuse all. */
    protected Optional<FailureReport> amend() {
        return Optional.of(Runbook.amendmentRefused("this run takes no amendments"));
    }

    /** Says which lab and cluster this run is about. */
    protected void about(ClusterSpec spec) {
        about(spec.lab(), spec.ref().cluster(), spec.epic(), spec.simulated());
    }

    /** The same, for a run that is about more than one cluster's machines. */
    protected void about(String lab, String cluster, String epic, boolean rehearsed) {
        simulated = rehearsed;
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.LAB.valueSet(lab),
                SearchAttributes.CLUSTER.valueSet(cluster),
                SearchAttributes.EPIC.valueSet(epic),
                SearchAttributes.SIMULATED.valueSet(rehearsed),
                SearchAttributes.ATTENTION.valueSet(false));
    }

    /** Whether the run is shown as one that waits for a person's answer, other than to a parked step. */
    protected void asksPeople(boolean asks) {
        Workflow.upsertTypedSearchAttributes(SearchAttributes.ATTENTION.valueSet(asks));
        show();
    }

    /** Which execution this is: ids of runs come again, this does not. */
    protected static String execution() {
        var info = Workflow.getInfo();
        return info.getWorkflowId() + "/" + info.getFirstExecutionRunId();
    }

    /** Enters a phase. */
    protected void phase(String name) {
        phase = name;
        Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(name));
        show();
    }

    /** Where the time went up to now. */
    protected TimeSplit timeSplit() {
        var now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        return new TimeSplit(Duration.between(startedAt, now), path.length(), runbook.people());
    }

    @Override
    public RunView progress() {
        return new RunView(1, title, phase, simulated, startedAt, log.views(), desk.items());
    }

    @Override
    public Ticket retry(Decision decision) {
        return desk.accept(AttentionDesk.Verb.RETRY, decision);
    }

    @Override
    public Ticket skip(Decision decision) {
        return desk.accept(AttentionDesk.Verb.SKIP, decision);
    }

    @Override
    public Ticket abort(Decision decision) {
        return desk.accept(AttentionDesk.Verb.ABORT, decision);
    }

    @Override
    public void canRetry(Decision decision) {
        desk.check(AttentionDesk.Verb.RETRY, decision);
    }

    @Override
    public void canSkip(Decision decision) {
        desk.check(AttentionDesk.Verb.SKIP, decision);
    }

    @Override
    public void canAbort(Decision decision) {
        desk.check(AttentionDesk.Verb.ABORT, decision);
    }

    private void show() {
        Workflow.setCurrentDetails(Markdown.of(Workflow.getInfo().getWorkflowId(), progress()));
    }

    private void attentionChanged(List<AttentionItem> items) {
        show();
        Workflow.upsertTypedSearchAttributes(SearchAttributes.ATTENTION.valueSet(!items.isEmpty()));
    }

    private void attentionArrived(List<AttentionItem> items) {
        attentionChanged(items);
        var newest = items.getLast();
        var runId = Workflow.getInfo().getWorkflowId();
        // Keys are remembered for longer than a run lives, and every run of a cluster has the same workflow id.
        var key =
                runId + "/" + Workflow.getInfo().getFirstExecutionRunId() + "/" + newest.id() + "/" + newest.revision();
        tell(new Notice(
                key,
                title + " needs you",
                newest.title() + ": " + newest.failure().line(),
                true,
                runId));
    }

    /** Tells people without waiting for it; that nobody could be told is logged, and stops nothing. */
    protected void tell(Notice notice) {
        var notices = Workflow.newActivityStub(
                NoticeActivities.class, Profiles.summarised(Profiles.QUICK, "tell a person: " + notice.title()));
        Async.procedure(notices::send, notice).exceptionally(failure -> {
            Workflow.getLogger(AttendedRunBase.class).warn("nobody could be told \"{}\"", notice.title(), failure);
            return null;
        });
    }
}

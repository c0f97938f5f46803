package io.homelab.worker.temporal;

import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.secrets.Redaction;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.TemporalFailure;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what activities throw becomes what Temporal carries: a class, a report, and no stack of ours. */
public final class FailureMapping extends WorkerInterceptorBase {
    private static final Logger log = LoggerFactory.getLogger(FailureMapping.class);

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    return super.execute(input);
                } catch (Problem e) {
                    throw Failures.toApplicationFailure(
                            Remedies.complete(e.report()), e instanceof GaveUp, e.retryAfter());
                } catch (TemporalFailure | ActivityCompletionException e) {
                    throw e;
                } catch (UncheckedIOException e) {
                    log.warn("a file of this machine", e);
                    throw Failures.toApplicationFailure(LocalFiles.failure(e), false);
                } catch (RuntimeException e) {
                    log.error("a bug, or something that nobody thought of", e);
                    throw Failures.toApplicationFailure(
                            new FailureReport(
                                    FailureClass.BUG,
                                    new Redaction(List.of()).of(e.getClass().getSimpleName() + ": " + e.getMessage()),
                                    null,
                                    "the worker's log has the details; please report it"),
                            false);
                }
            }
        };
    }
}

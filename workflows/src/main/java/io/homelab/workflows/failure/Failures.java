package io.homelab.workflows.failure;

import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where failures are mapped to Temporal's types and back. */
public final class Failures {
    private Failures() {}

    /** The failure to throw out of an activity or a workflow. */
    public static ApplicationFailure toApplicationFailure(FailureReport report) {
        return toApplicationFailure(report, false);
    }

    /** The same; {@code exhausted} when what could be retried was, for as long as it made sense. */
    public static ApplicationFailure toApplicationFailure(FailureReport report, boolean exhausted) {
        return toApplicationFailure(report, exhausted, Optional.empty());
    }

    /** The same; {@code after} is when it may be tried again, if the other side said so. */
    public static ApplicationFailure toApplicationFailure(
            FailureReport report, boolean exhausted, Optional<Duration> after) {
        var builder = ApplicationFailure.newBuilder()
                .setMessage(report.line())
                .setType(report.kind().name())
                .setDetails(report)
                .setNonRetryable(exhausted || !report.kind().retryable());
        after.ifPresent(builder::setNextRetryDelay);
        return builder.build();
    }

    /** What an activity's failure means to a person. */
    public static FailureReport of(ActivityFailure failure) {
        return of(failure.getCause())
                .orElseGet(() -> new FailureReport(
                        FailureClass.BUG, "activity " + failure.getActivityType() + " failed", null, null));
    }

    /** The same where a run may go on without the activity; a cancelled run does not, and the failure is thrown again. */
    public static FailureReport unlessCanceled(ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure) {
            throw failure;
        }
        return of(failure);
    }

    private static Optional<FailureReport> of(@Nullable Throwable cause) {
        return switch (cause) {
            case ApplicationFailure application -> Optional.of(application(application));
            case TimeoutFailure timeout ->
                Optional.of(of(timeout.getCause())
                        .map(last -> new FailureReport(last.kind(), last.what(), last.where(), last.remedy()))
                        .orElseGet(() -> new FailureReport(
                                FailureClass.TRANSIENT,
                                "no answer in time (" + timeout.getTimeoutType() + ")",
                                null,
                                "is the worker running? homelab server status")));
            case null, default -> Optional.empty();
        };
    }

    private static FailureReport application(ApplicationFailure failure) {
        if (failure.getDetails() != null && failure.getDetails().getSize() > 0) {
            var report = report(failure);
            if (report.isPresent()) {
                return report.get();
            }
        }
        var message = failure.getOriginalMessage();
        return new FailureReport(
                FailureClass.ofType(failure.getType()), message == null ? failure.getType() : message, null, null);
    }

    private static Optional<FailureReport> report(ApplicationFailure failure) {
        try {
            return Optional.ofNullable(failure.getDetails().get(FailureReport.class))
                    .filter(report -> report.kind() != null && report.what() != null);
        } catch (DataConverterException e) {
            return Optional.empty(); // somebody else's details: the type and the message must do
        }
    }
}

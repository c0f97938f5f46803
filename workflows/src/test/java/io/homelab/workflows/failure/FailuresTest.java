package io.homelab.workflows.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
    private static final DataConverter PLAIN = WireFormat.plain();

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void theClassTravelsAsTheTypeAndDecidesAboutRetries(FailureClass kind) {
        var failure = Failures.toApplicationFailure(report(kind));

        assertThat(failure.getType()).isEqualTo(kind.name());
        assertThat(failure.isNonRetryable()).isEqualTo(!kind.retryable());
        assertThat(failure.getOriginalMessage()).isEqualTo("no (somewhere) — do something");
        assertThat(FailureClass.ofType(failure.getType())).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void whatIsExhaustedIsNotRetriedWhateverItsClass(FailureClass kind) {
        assertThat(Failures.toApplicationFailure(report(kind), true).isNonRetryable())
                .isTrue();
    }

    @Test
    void whoWantsToBeLeftAloneSaysForHowLong() {
        var failure = Failures.toApplicationFailure(
                report(FailureClass.RATE), false, java.util.Optional.of(java.time.Duration.ofSeconds(7)));

        assertThat(failure.getNextRetryDelay()).isEqualTo(java.time.Duration.ofSeconds(7));
        assertThat(Failures.toApplicationFailure(report(FailureClass.RATE)).getNextRetryDelay())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void aReportComesBackAsItWent(FailureClass kind) {
        assertThat(Failures.of(activity(travelled(Failures.toApplicationFailure(report(kind))))))
                .isEqualTo(report(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.NullPointerException", "transient", "", "TRANSIENT "})
    void aTypeThatIsNotOursIsABug(String type) {
        assertThat(FailureClass.ofType(type)).isEqualTo(FailureClass.BUG);
    }

    @Test
    void aForeignFailureKeepsItsMessage() {
        var foreign = travelled(ApplicationFailure.newFailure("boom", "java.lang.NullPointerException"));

        assertThat(Failures.of(activity(foreign))).isEqualTo(new FailureReport(FailureClass.BUG, "boom", null, null));
    }

    @Test
    void foreignDetailsAreNotTakenForAReport() {
        for (Object details : new Object[] {"text", 7, new int[] {1}, java.util.Map.of("a", 1)}) {
            var foreign = travelled(ApplicationFailure.newFailure("boom", "RATE", details));

            assertThat(Failures.of(activity(foreign)))
                    .isEqualTo(new FailureReport(FailureClass.RATE, "boom", null, null));
        }
    }

    @Test
    void aTimeoutSaysWhatTheLastAttemptSaid() {
        var last = Failures.toApplicationFailure(report(FailureClass.RATE));

        assertThat(Failures.of(activity(timeout(last)))).isEqualTo(report(FailureClass.RATE));
    }

    @Test
    void aTimeoutWithoutAnAttemptAsksAboutTheWorker() {
        var report = Failures.of(activity(timeout(null)));

        assertThat(report.kind()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(report.what()).contains("SCHEDULE_TO_CLOSE");
        assertThat(report.remedy()).contains("homelab server status");
    }

    @Test
    void aFailureWithoutACauseIsABugOfThatActivity() {
        var report = Failures.of(activity(null));

        assertThat(report).isEqualTo(new FailureReport(FailureClass.BUG, "activity EnsureImage failed", null, null));
    }

    private static FailureReport report(FailureClass kind) {
        return new FailureReport(kind, "no", "somewhere", "do something");
    }

    private static ApplicationFailure travelled(ApplicationFailure failure) {
        var there = PLAIN.exceptionToFailure(failure);
        return (ApplicationFailure) PLAIN.failureToException(there);
    }

    private static RuntimeException timeout(@Nullable ApplicationFailure last) {
        var failure = Failure.newBuilder()
                .setMessage("late")
                .setTimeoutFailureInfo(
                        TimeoutFailureInfo.newBuilder().setTimeoutType(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_CLOSE));
        if (last != null) {
            failure.setCause(PLAIN.exceptionToFailure(last));
        }
        return PLAIN.failureToException(failure.build());
    }

    private static ActivityFailure activity(@Nullable Throwable cause) {
        return new ActivityFailure("failed", 1, 2, "EnsureImage", "1", RetryState.RETRY_STATE_TIMEOUT, "worker", cause);
    }
}

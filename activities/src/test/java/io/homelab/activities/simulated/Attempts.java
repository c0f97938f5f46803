package io.homelab.activities.simulated;

import io.homelab.activities.transport.GaveUp;
import io.homelab.activities.transport.Problem;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs things as attempts of an activity, and again as Temporal would: what is retryable is tried anew, at once. */
public final class Attempts implements AutoCloseable {
    private static final int MOST = 40;

    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final Running running = new Running();
    private final Attempt attempt;

    public Attempts() {
        environment.registerActivitiesImplementations(running);
        attempt = environment.newActivityStub(
                Attempt.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(2))
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .build());
    }

    /** How it ended: a value, or the problem that retrying did not help. */
    public record End<T>(Optional<T> value, Optional<Problem> problem, int attempts) {
        public T orThrow() {
            problem.ifPresent(p -> {
                throw p;
            });
            return value.orElseThrow();
        }
    }

    /** Attempts it until it ends well or a person would have to look. */
    public <T> End<T> untilOver(Supplier<T> work) {
        for (int number = 1; ; number++) {
            try {
                return new End<>(Optional.of(once(work)), Optional.empty(), number);
            } catch (Problem e) {
                if (!e.report().kind().retryable() || e instanceof GaveUp || number == MOST) {
                    return new End<>(Optional.empty(), Optional.of(e), number);
                }
            }
        }
    }

    /** One attempt. */
    @SuppressWarnings("unchecked")
    public <T> T once(Supplier<T> work) {
        running.work = work::get;
        running.result = null;
        running.thrown = null;
        try {
            attempt.run();
        } catch (ActivityFailure e) {
            if (running.thrown != null) {
                throw running.thrown;
            }
            throw e;
        }
        return (T) Objects.requireNonNull(running.result);
    }

    @Override
    public void close() {
        environment.close();
    }

    /** An activity that does whatever it is given. */
    @ActivityInterface
    public interface Attempt {
        void run();
    }

    private static final class Running implements Attempt {
        private volatile Supplier<Object> work = () -> "nothing";
        private volatile @Nullable Object result;
        private volatile @Nullable RuntimeException thrown;

        @Override
        public void run() {
            try {
                result = work.get();
            } catch (RuntimeException e) {
                thrown = e;
                throw e;
            }
        }
    }
}

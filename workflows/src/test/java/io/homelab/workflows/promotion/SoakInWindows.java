package io.homelab.workflows.promotion;

import io.homelab.workflows.deployment.DeploymentReporting;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.promotion.StabilityActivities.Samples;
import io.homelab.workflows.promotion.StabilityActivities.WatchRequest;
import io.homelab.workflows.promotion.StabilityActivities.Watched;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fake target whose source soaks for longer than one call watches, and whose worker is restarted again and again. */
final class SoakInWindows {
    private final FakeTarget target;
    private final Duration soak;
    private final int restarts;

    /** How long each call that ended well has watched. */
    final List<Duration> windows = Collections.synchronizedList(new ArrayList<>());

    private int restarted;

    /** @param restarts how many attempts of each call are lost before one ends well */
    SoakInWindows(FakeTarget target, Duration soak, int restarts) {
        this.target = target;
        this.soak = soak;
        this.restarts = restarts;
    }

    /** Everything else is the fake target's. */
    Object activities() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {
                    PromotionActivities.class,
                    ReleaseActivities.class,
                    GitOpsActivities.class,
                    StabilityActivities.class,
                    GoAheadActivities.class,
                    PromotionEvidenceActivities.class,
                    NoticeActivities.class,
                    DeploymentReporting.class
                },
                (proxy, method, arguments) -> arguments != null
                                && arguments[0] instanceof WatchRequest request
                                && request.key().endsWith(PromotionSteps.SOAK)
                        ? watch(request)
                        : others(method, arguments));
    }

    private @Nullable Object others(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private synchronized Watched watch(WatchRequest request) {
        if (restarted++ < restarts) {
            throw Failures.toApplicationFailure(
                    new FailureReport(FailureClass.TRANSIENT, "the worker is stopping", null, null));
        }
        restarted = 0;
        var before = windows.stream().reduce(Duration.ZERO, Duration::plus);
        var left = soak.minus(before);
        var window = left.compareTo(request.window()) < 0 ? left : request.window();
        windows.add(window);
        var soaked = before.plus(window);
        var verdict = soaked.equals(soak) ? Verdict.STABLE : Verdict.SOAKING;
        var samples = (int) soaked.dividedBy(Duration.ofSeconds(15));
        return new Watched(
                new Soak(verdict, "healthy", soaked, soaked, FakeTarget.NOW, samples, samples, 0, 0, 0, null, true),
                new Samples("evidence/samples/" + request.key() + ".jsonl", samples, "d".repeat(64)),
                List.of());
    }
}

package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.SlowDown;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;

/** Maps what the Kubernetes API answers; 409 has three meanings, told apart by the status' reason (facts: kubernetes E5). */
final class KubernetesFailure {
    private KubernetesFailure() {}

    static Problem of(KubernetesClientException e, String where) {
        var message = e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : String.valueOf(e.getMessage());
        return switch (e.getCode()) {
            case 0 -> new Unreachable("the Kubernetes API does not answer (" + root(e) + ")", where, e);
            case 401, 403 ->
                new Problem(
                        FailureClass.AUTH,
                        "Kubernetes refuses: " + message,
                        where,
                        "were its certificates changed? remove kubeconfig from the secret store and bootstrap again",
                        e);
            case 409 -> new Problem(FailureClass.CONFLICT, "Kubernetes: " + message, where, null, e);
            case 429 -> slow(e, "Kubernetes: " + message, where);
            case 400, 405, 415, 422 -> new Problem(FailureClass.CONFIG, "Kubernetes: " + message, where, null, e);
            default -> new Problem(FailureClass.TRANSIENT, "Kubernetes: " + message, where, null, e);
        };
    }

    private static Problem slow(KubernetesClientException e, String what, String where) {
        var details = e.getStatus() == null ? null : e.getStatus().getDetails();
        var seconds = details == null ? null : details.getRetryAfterSeconds();
        return seconds == null || seconds <= 0
                ? new Problem(FailureClass.RATE, what, where, null, e)
                : new SlowDown(what, where, Duration.ofSeconds(seconds), e);
    }

    private static String root(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}

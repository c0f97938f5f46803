package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.transport.CappedBytes;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.definition.CommandProbe;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in pods, as {@code kubectl exec} does. What they print is looked at and never told: it may be anybody's data.
 */
final class PodCommands {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LARGEST = 1 << 20;
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    private final KubernetesClient client;
    private final String namespace;
    private final String where;

    PodCommands(KubernetesClient client, String namespace, String where) {
        this.client = client;
        this.namespace = namespace;
        this.where = where;
    }

    /** What is wrong with how it ended; empty when nothing is. */
    Optional<String> run(CommandProbe probe) {
        var name = probe.command().getFirst() + " in " + probe.pods();
        var pod = client.pods().inNamespace(namespace).withLabelSelector(probe.pods()).list().getItems().stream()
                .filter(Settling::isReady)
                .min(Comparator.comparing(each -> each.getMetadata().getName()));
        if (pod.isEmpty()) {
            return Optional.of(name + " cannot be run: no pod of these labels is ready");
        }
        var out = new CappedBytes(LARGEST);
        var end = new End();
        try (var watch = client.pods()
                .inNamespace(namespace)
                .withName(pod.get().getMetadata().getName())
                .inContainer(container(probe.container(), pod.get()))
                .writingOutput(out)
                .usingListener(end)
                .exec(probe.command().toArray(String[]::new))) {
            var code = code(watch);
            return code.isEmpty()
                    ? Optional.of(name + " has not ended within " + LIMIT.toMinutes() + " minutes")
                    : verdict(name, code.get(), end, out, probe.contains());
        } catch (ExecutionException e) {
            throw new Unreachable("the line to a pod broke: " + e.getMessage(), where, e);
        }
    }

    /** Hears why a command has no exit code: the container's runtime says it, such as of a program that it does not have. */
    private static final class End implements ExecListener {
        private volatile @Nullable Status status;

        @Override
        public void onExit(int code, @Nullable Status said) {
            status = said;
        }

        @Override
        public void onClose(int code, String reason) {
            // whoever waits for the exit code hears of it
        }
    }

    private static String container(@Nullable String wanted, Pod pod) {
        if (wanted != null) {
            return wanted;
        }
        var annotations = pod.getMetadata().getAnnotations();
        var marked = annotations == null ? null : annotations.get(DEFAULT_CONTAINER);
        return marked == null ? pod.getSpec().getContainers().getFirst().getName() : marked;
    }

    /** Empty when it goes on. */
    private Optional<Integer> code(ExecWatch watch) throws ExecutionException {
        for (var left = LIMIT; left.isPositive(); left = left.minusSeconds(1)) {
            try {
                return Optional.of(watch.exitCode().get(1, TimeUnit.SECONDS));
            } catch (TimeoutException e) {
                Await.beat("a command in a pod");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unreachable("the worker is stopping", where, e);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> verdict(
            String name, int code, End end, CappedBytes out, @Nullable String contains) {
        var status = end.status;
        if (status != null && "InternalError".equals(status.getReason())) {
            return Optional.of(name + " cannot be run: " + status.getMessage());
        }
        if (code != 0) {
            return Optional.of(name + " ended with " + code);
        }
        if (contains != null && !out.text().contains(contains)) {
            return Optional.of(
                    name + " does not print what it must contain" + (out.overflowed() ? " in its first MiB" : ""));
        }
        return Optional.empty();
    }
}

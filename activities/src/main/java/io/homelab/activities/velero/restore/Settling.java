package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what was restored runs. */
final class Settling {
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;
    private final String namespace;

    Settling(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * @param pods how many are ready
     * @param missing what is not as it should be
     */
    record State(int workloads, int pods, List<String> missing) {
        String words() {
            return workloads == 0 && pods == 0
                    ? "nothing in it runs"
                    : pods + (pods == 1 ? " pod is" : " pods are") + " ready";
        }
    }

    State look() {
        var pods = client.pods().inNamespace(namespace).list().getItems();
        var missing = new ArrayList<String>();
        int workloads = 0;
        for (var deployment :
                client.apps().deployments().inNamespace(namespace).list().getItems()) {
            workloads++;
            behind(
                            "deployment " + deployment.getMetadata().getName(),
                            deployment.getSpec().getReplicas(),
                            deployment.getStatus() == null
                                    ? null
                                    : deployment.getStatus().getReadyReplicas())
                    .ifPresent(missing::add);
        }
        for (var set :
                client.apps().statefulSets().inNamespace(namespace).list().getItems()) {
            workloads++;
            behind(
                            "statefulset " + set.getMetadata().getName(),
                            set.getSpec().getReplicas(),
                            set.getStatus() == null ? null : set.getStatus().getReadyReplicas())
                    .ifPresent(missing::add);
        }
        pods.stream()
                .filter(pod -> !OVER.contains(pod.getStatus().getPhase()) && !isReady(pod))
                .forEach(pod -> missing.add("pod " + pod.getMetadata().getName() + " " + trouble(pod)));
        return new State(
                workloads, (int) pods.stream().filter(Settling::isReady).count(), missing);
    }

    private static Optional<String> behind(String name, @Nullable Integer wanted, @Nullable Integer ready) {
        int want = wanted == null ? 1 : wanted;
        int have = ready == null ? 0 : ready;
        return have >= want ? Optional.empty() : Optional.of(name + " has " + have + " of " + want + " pods ready");
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    /** Of the container that waits, or of the pod that no machine takes. */
    private static String trouble(Pod pod) {
        var waiting = pod.getStatus().getContainerStatuses().stream()
                .map(status ->
                        status.getState() == null ? null : status.getState().getWaiting())
                .filter(Objects::nonNull)
                .findFirst();
        if (waiting.isPresent()) {
            return "waits: " + waiting.get().getReason()
                    + (waiting.get().getMessage() == null
                                    || waiting.get().getMessage().isEmpty()
                            ? ""
                            : " (" + waiting.get().getMessage() + ")");
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False"))
                .map(condition -> "cannot be placed: " + condition.getMessage())
                .findFirst()
                .orElse("is " + pod.getStatus().getPhase() + " and not ready");
    }
}

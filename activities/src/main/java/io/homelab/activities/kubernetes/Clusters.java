package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.talos.SecretNames;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.topology.ClusterRef;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Opens the Kubernetes API of a cluster with the kubeconfig of the secret store. */
public final class Clusters {
    /** For all requests of one look or one write together; each of them has the client's own time-outs as well. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LabReader labs;
    private final Transports transports;

    public Clusters(LabReader labs, Transports transports) {
        this.labs = labs;
        this.transports = transports;
    }

    /** The lab as the run's snapshot has it. */
    public OpenLab lab(ClusterRef ref) {
        return labs.snapshot(ref.snapshot());
    }

    Transports transports() {
        return transports;
    }

    /** Runs something with a client; what the API refuses comes out as a {@link Problem}. */
    public <T> T with(ClusterRef ref, BiFunction<OpenLab, KubernetesClient, T> work) {
        return with(ref, LIMIT, work);
    }

    /** Likewise, for a look at so many objects that it takes longer than the usual two minutes. */
    public <T> T with(ClusterRef ref, Duration limit, BiFunction<OpenLab, KubernetesClient, T> work) {
        var lab = lab(ref);
        var kubeconfig = lab.secrets()
                .get(SecretNames.kubeconfig(ref.cluster()))
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "there is no kubeconfig of " + ref.cluster(),
                        "secret store",
                        "homelab cluster bootstrap " + ref.cluster()));
        var where = "kubernetes " + ref.cluster();
        try (var watch = AnswerLimit.of(limit);
                var client = transports.kubernetes(kubeconfig.text())) {
            return ended(() -> work.apply(lab, client), watch, limit, where);
        }
    }

    private static <T> T ended(Supplier<T> work, AnswerLimit watch, Duration limit, String where) {
        try {
            return work.get();
        } catch (KubernetesClientException e) {
            throw watch.reached()
                    ? new Unreachable(
                            "the Kubernetes API did not finish its answers within " + limit.toSeconds() + " s",
                            where,
                            e)
                    : KubernetesFailure.of(e, where);
        }
    }
}

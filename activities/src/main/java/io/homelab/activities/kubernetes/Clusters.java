package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.talos.SecretNames;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.topology.ClusterRef;
import java.util.function.BiFunction;

/** Opens the Kubernetes API of a cluster with the kubeconfig of the secret store. */
public final class Clusters {
    private final LabReader labs;
    private final Transports transports;

    public Clusters(LabReader labs, Transports transports) {
        this.labs = labs;
        this.transports = transports;
    }

    OpenLab lab(ClusterRef ref) {
        return labs.snapshot(ref.snapshot());
    }

    Transports transports() {
        return transports;
    }

    /** Runs something with a client; what the API refuses comes out as a {@link Problem}. */
    <T> T with(ClusterRef ref, BiFunction<OpenLab, KubernetesClient, T> work) {
        var lab = lab(ref);
        var kubeconfig = lab.secrets()
                .get(SecretNames.kubeconfig(ref.cluster()))
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG,
                        "there is no kubeconfig of " + ref.cluster(),
                        "secret store",
                        "homelab cluster bootstrap " + ref.cluster()));
        try (var client = transports.kubernetes(kubeconfig.text())) {
            return work.apply(lab, client);
        } catch (KubernetesClientException e) {
            throw KubernetesFailure.of(e, "kubernetes " + ref.cluster());
        }
    }
}

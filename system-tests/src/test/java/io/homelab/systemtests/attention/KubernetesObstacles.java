package io.homelab.systemtests.attention;

import static io.homelab.workflows.failure.FailureClass.AUTH;
import static io.homelab.workflows.failure.FailureClass.CONFIG;

import io.homelab.simulator.world.Faults.Kind;
import java.util.List;

/** What parks a bootstrap while it installs the add-ons. */
final class KubernetesObstacles {
    private final Hands hands;

    KubernetesObstacles(Hands hands) {
        this.hands = hands;
    }

    List<Obstacle> kubernetes() {
        return List.of(
                Answers.fault(
                                "addon/gateway-api",
                                AUTH,
                                "the API server refuses us",
                                "kubernetes",
                                Kind.STATUS,
                                "",
                                401,
                                "Unauthorized")
                        .says("Kubernetes refuses", "remove kubeconfig"),
                Answers.fault(
                                "addon/gateway-api",
                                CONFIG,
                                "an object is refused",
                                "kubernetes",
                                Kind.STATUS,
                                "PATCH",
                                422,
                                "bad")
                        .says("Kubernetes: ", "put it right there"),
                Answers.fault("addon/cilium", CONFIG, "the chart is gone", "charts", Kind.STATUS, "index.yaml", 404, "")
                        .says("the download was answered 404", "does this version exist?"),
                hands.edit(
                        Obstacle.at("addon/cilium", CONFIG, "the repository has no such version")
                                .says("there is no cilium 0.0.1 in", "helm search repo"),
                        lab -> Hands.chart(lab).put("version", "0.0.1")),
                Answers.fault(
                                "addon/cilium",
                                AUTH,
                                "a right is missing",
                                "kubernetes",
                                Kind.STATUS,
                                "PATCH",
                                403,
                                "forbidden")
                        .says("Kubernetes refuses", "remove kubeconfig"),
                hands.edit(
                        Obstacle.at("addon/cilium", CONFIG, "the chart is not the one of the lab file")
                                .says("not the one of the lab file", "before you know why"),
                        lab -> Hands.chart(lab).put("digest", "sha256:" + "0".repeat(64))));
    }
}

package io.homelab.cli.rehearsal;

import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.Installation;
import io.homelab.cli.controlplane.PrometheusProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Two clusters with Argo CD, a Git repository and a Prometheus each; a release that PROD takes well, and one that it does
 * not: the second must be rolled back.
 */
public final class PromotionScenario {
    private static final String ARGOCD = "argocd/argocd-metrics:8082";
    private static final String CLUSTER_STATE = "kube-state-metrics/kube-state-metrics:8080";
    private static final String RUN = "promotion-prod";
    private static final String GRAFANA = "kubernetes/base/3-monitoring/grafana/deployment.yaml";

    private final Installation installation;
    private final ControlPlane controlPlane;
    private final Consumer<String> say;

    public PromotionScenario(Installation installation, ControlPlane controlPlane, Consumer<String> say) {
        this.installation = installation;
        this.controlPlane = controlPlane;
        this.say = say;
    }

    /**
     * Plays it; the exit code of the first command that did not end as it should.
     *
     * @param start the words of the promotion
     * @param kubeconfig the stored kubeconfig of a cluster, as YAML
     */
    public int play(double factor, List<String> start, Commands commands, UnaryOperator<String> kubeconfig) {
        var lab = new GitOpsLab(installation, controlPlane);
        var dev = new PrometheusProcess(installation, controlPlane.places(), "dev");
        var prod = new PrometheusProcess(installation, controlPlane.places(), "prod");
        lab.prepare(dev.url(), prod.url(), factor);
        for (var cluster : List.of("dev", "prod")) {
            var built = commands.run(List.of("cluster", "bootstrap", cluster));
            if (built != ExitCode.DONE.code()) {
                return built;
            }
        }
        say.accept(lab.where());
        say.accept("Prometheus for dev at " + dev.url() + ", for prod at " + prod.url());
        new ClusterMetrics(dev).start(kubeconfig.apply("dev"), List.of(ARGOCD, CLUSTER_STATE));
        new ClusterMetrics(prod).start(kubeconfig.apply("prod"), List.of(ARGOCD));

        say.accept("a release that prod takes well:");
        var promoted = promote(start, commands);
        if (promoted != ExitCode.DONE.code()) {
            return promoted;
        }
        say.accept("a release that only prod does not take well, in wave 3:");
        lab.commit("Upgrade Grafana to 12.2.0, which wants to know its database", regression(lab));
        var refused = promote(start, commands);
        if (refused != ExitCode.FAILED.code()) {
            say.accept("the regression was not rolled back");
            return refused == ExitCode.DONE.code() ? ExitCode.FAILED.code() : refused;
        }
        var why = commands.run(List.of("promote", "status", "prod"));
        return why == ExitCode.DONE.code() ? commands.run(List.of("evidence", "verify")) : why;
    }

    /** DEV gets it first. The promotion asks a person on the way; here that person is the rehearsal. */
    private static int promote(List<String> words, Commands commands) {
        var deployed = commands.run(List.of("deploy", "start"));
        if (deployed != ExitCode.DONE.code()) {
            return deployed;
        }
        var start = new ArrayList<>(words);
        start.add("--no-ask");
        var first = commands.run(start);
        if (first != ExitCode.NEEDS_HUMAN.code()) {
            return first;
        }
        var agreed = commands.run(List.of("promote", "approve", RUN, "--yes", "--reason", "rehearsal"));
        return agreed == ExitCode.DONE.code() ? commands.run(start) : agreed;
    }

    /** The new version wants a setting, which DEV's overlay has and nobody thought of for PROD. */
    private static Map<String, String> regression(GitOpsLab lab) {
        return Map.of(
                GRAFANA,
                lab.file(GRAFANA)
                        .replace(
                                "image: registry.invalid/grafana:12.1.1",
                                "image: registry.invalid/grafana:12.2.0\n"
                                        + "          env: [{name: SIMULATED_NEEDS, value: GF_DATABASE_URL}]")
                        .replace("  replicas: 1", "  replicas: 1\n  progressDeadlineSeconds: 60"),
                "kubernetes/overlays/dev/3-monitoring/grafana/kustomization.yaml",
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - ../../../../base/3-monitoring/grafana
                patches:
                  - patch: |-
                      apiVersion: apps/v1
                      kind: Deployment
                      metadata:
                        name: grafana
                      spec:
                        template:
                          spec:
                            containers:
                              - name: grafana
                                env:
                                  - name: GF_DATABASE_URL
                                    value: postgres://grafana@databases/grafana
                """);
    }
}

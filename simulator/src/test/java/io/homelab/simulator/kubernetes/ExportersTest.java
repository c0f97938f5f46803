package io.homelab.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.talos.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus would scrape of one cluster with Argo CD; each test keeps to objects of its own. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ExportersTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String REQUESTS = "apiserver_request_total";
    private static final String SERVICE = """
            {'metadata':{'name':'%s'},'spec':{'selector':{'app':'%s'},'ports':[{'port':8080}]}}
            """;

    @TempDir
    static Path state;

    private ArgoLab lab;

    @BeforeAll
    void open() throws Exception {
        lab = new ArgoLab(state, 0.003);
        lab.commit("begin", Map.of("README.md", "hello\n"));
        lab.client.post("/api/v1/namespaces", "{'metadata':{'name':'proxy'}}");
        exporter("proxy", "kube-state-metrics");
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @Test
    void theApiServerCountsEachRequestByWhatItWas() throws Exception {
        var before = metrics();
        lab.client.post(MAPS, "{'metadata':{'name':'counted'}}");
        lab.client.post(MAPS, "{'metadata':{'name':'counted'}}");
        lab.client.get(MAPS + "/counted");
        lab.client.get(MAPS + "/missing");
        lab.client.get(MAPS);
        lab.client.get(MAPS);
        lab.client.send("PATCH", MAPS + "/counted", "{'data':{'a':'2'}}", "application/merge-patch+json");
        lab.client.apply(MAPS + "/counted", "one", "{'apiVersion':'v1','kind':'ConfigMap','data':{'b':'1'}}");
        lab.client.send(
                "PUT",
                MAPS + "/counted",
                lab.client.get(MAPS + "/counted").body().toString(),
                "application/json");
        lab.client.send("DELETE", MAPS + "/counted", "", "application/json");
        try (var events = lab.client.watch(MAPS + "?watch=true&timeoutSeconds=1&resourceVersion=0")) {
            assertThat(events).isNotEmpty();
        }
        var after = metrics();

        assertThat(more(before, after, "POST", 201)).isEqualTo(1);
        assertThat(more(before, after, "POST", 409)).isEqualTo(1);
        assertThat(more(before, after, "GET", 200)).isEqualTo(2);
        assertThat(more(before, after, "GET", 404)).isEqualTo(1);
        assertThat(more(before, after, "LIST", 200)).isEqualTo(2);
        assertThat(more(before, after, "PATCH", 200)).isEqualTo(1);
        assertThat(more(before, after, "APPLY", 200)).isEqualTo(1);
        assertThat(more(before, after, "PUT", 200)).isEqualTo(1);
        assertThat(more(before, after, "DELETE", 200)).isEqualTo(1);
        assertThat(more(before, after, "WATCH", 200)).isEqualTo(1);
        assertThat(after).contains("# TYPE apiserver_request_total counter\n");
    }

    @Test
    void whoIsNotLetInIsCountedTooAndSeesNoMetrics() throws Exception {
        var before = metrics();
        try (var stranger = lab.stranger("mallory")) {
            assertThat(stranger.get(MAPS).code()).isEqualTo(403);
            assertThat(stranger.get("/api/v1/namespaces/proxy/services/kube-state-metrics:8080/proxy/metrics")
                            .code())
                    .isEqualTo(403);
        }

        assertThat(more(before, metrics(), "LIST", 403)).isEqualTo(1);
    }

    @Test
    void theStateOfTheClusterIsWhatItsObjectsSay() throws Exception {
        var page = scrape("proxy", "kube-state-metrics:8080");

        assertThat(values(page, "kube_node_info", Map.of("node", "one"))).containsExactly(1.0);
        for (var status : List.of("true", "false", "unknown")) {
            assertThat(values(
                            page,
                            "kube_node_status_condition",
                            Map.of("node", "one", "condition", "Ready", "status", status)))
                    .containsExactly(status.equals("true") ? 1.0 : 0.0);
        }
        assertThat(values(
                        page,
                        "kube_deployment_status_replicas_unavailable",
                        Map.of("namespace", "proxy", "deployment", "kube-state-metrics")))
                .containsExactly(0.0);
        assertThat(values(
                        page,
                        "kube_pod_container_status_restarts_total",
                        Map.of("namespace", "proxy", "container", "main")))
                .containsExactly(0.0);
    }

    @Test
    void aContainerThatCrashesShowsInItsRestarts() throws Exception {
        deployment("default", "crashing", "some:1-broken");

        Eventually.get(() -> {
            var page = scrape("proxy", "kube-state-metrics:8080");
            return values(page, "kube_deployment_status_replicas_unavailable", Map.of("deployment", "crashing"))
                            .equals(List.of(1.0))
                    && sum(page, "kube_pod_container_status_restarts_total", Map.of("namespace", "default")) > 0;
        });
    }

    @Test
    void anApplicationIsToldAsArgoCdHasIt() throws Exception {
        var commit = lab.commit("told", Map.of("told/d.yaml", ArgoLab.deployment("told", "told:1")));
        lab.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: told}
                spec:
                  project: default
                  source: {repoURL: "@URL@", targetRevision: main, path: told}
                  destination: {server: "https://kubernetes.default.svc", namespace: default}
                """);
        lab.await("told", commit, "OutOfSync", "Missing");
        assertThat(states("told")).containsExactly("Missing OutOfSync");

        lab.sync("told", commit, "op");
        lab.await("told", commit, "Synced", "Healthy");
        assertThat(states("told")).containsExactly("Healthy Synced");
    }

    @Test
    void whereNoPodIsReadyThereIsNothingToScrape() throws Exception {
        lab.client.post("/api/v1/namespaces", "{'metadata':{'name':'later'}}");
        var metrics = "/api/v1/namespaces/later/services/kube-state-metrics:8080/proxy/metrics";
        assertThat(lab.client.get(metrics).code()).isEqualTo(503);

        exporter("later", "kube-state-metrics");
        assertThat(lab.client.get(metrics).code()).isEqualTo(200);

        lab.client.send(
                "PATCH",
                "/apis/apps/v1/namespaces/later/deployments/kube-state-metrics",
                "{'spec':{'replicas':0}}",
                "application/merge-patch+json");
        var refused = Eventually.get(() -> {
            var answer = lab.client.get(metrics);
            return answer.code() == 503 ? answer : null;
        });
        assertThat(refused.text("/message"))
                .isEqualTo("no endpoints available for service \"kube-state-metrics:8080\"");
    }

    @Test
    void aServiceIsNamedWithOrWithoutSchemeAndPort() throws Exception {
        for (var name : List.of("kube-state-metrics", "kube-state-metrics:8080", "http:kube-state-metrics:8080")) {
            assertThat(scrape("proxy", name)).contains("kube_node_info{");
        }
    }

    @Test
    void whatNobodyKnowsIsNotThere() throws Exception {
        exporter("default", "unknown-exporter");

        assertThat(lab.client
                        .get("/api/v1/namespaces/default/services/unknown-exporter/proxy/metrics")
                        .code())
                .isEqualTo(404);
        assertThat(lab.client
                        .get("/api/v1/namespaces/proxy/services/kube-state-metrics/proxy/other")
                        .code())
                .isEqualTo(404);
    }

    /** A service of that name with a pod that is ready. */
    private void exporter(String namespace, String name) throws Exception {
        lab.client.post("/api/v1/namespaces/" + namespace + "/services", SERVICE.formatted(name, name));
        deployment(namespace, name, "exporter:1");
        Eventually.get(() -> {
            var endpoints = lab.client.get("/api/v1/namespaces/" + namespace + "/endpoints/" + name);
            return !endpoints.body().at("/subsets/0/addresses").isEmpty();
        });
    }

    private void deployment(String namespace, String name, String image) throws Exception {
        lab.client.post("/apis/apps/v1/namespaces/" + namespace + "/deployments", """
                {'metadata':{'name':'%1$s'},'spec':{'replicas':1,'selector':{'matchLabels':{'app':'%1$s'}},
                 'template':{'metadata':{'labels':{'app':'%1$s'}},
                   'spec':{'containers':[{'name':'main','image':'%2$s'}]}}}}
                """.formatted(name, image));
    }

    private String metrics() throws IOException, InterruptedException {
        return lab.client.get("/metrics").body().asString();
    }

    private String scrape(String namespace, String service) throws IOException, InterruptedException {
        var reply = lab.client.get("/api/v1/namespaces/" + namespace + "/services/" + service + "/proxy/metrics");
        assertThat(reply.code()).isEqualTo(200);
        return reply.body().asString();
    }

    private List<String> states(String application) throws IOException, InterruptedException {
        var page = scrape("argocd", "argocd-metrics:8082");
        return page.lines()
                .filter(line -> line.startsWith("argocd_app_info{") && line.contains("name=\"" + application + "\""))
                .map(line -> label(line, "health_status") + " " + label(line, "sync_status"))
                .toList();
    }

    private static String label(String line, String label) {
        return line.replaceFirst(".*\\b" + label + "=\"([^\"]*)\".*", "$1");
    }

    private static double more(String before, String after, String verb, int code) {
        var labels = Map.of("resource", "configmaps", "verb", verb, "code", Integer.toString(code));
        return sum(after, REQUESTS, labels) - sum(before, REQUESTS, labels);
    }

    private static double sum(String page, String metric, Map<String, String> labels) {
        return values(page, metric, labels).stream().mapToDouble(value -> value).sum();
    }

    /** Of each series of a metric that has these labels. */
    private static List<Double> values(String page, String metric, Map<String, String> labels) {
        var found = new ArrayList<Double>();
        page.lines()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> labels.entrySet().stream()
                        .allMatch(label -> label(line, label.getKey()).equals(label.getValue())))
                .forEach(line -> found.add(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
        return found;
    }
}

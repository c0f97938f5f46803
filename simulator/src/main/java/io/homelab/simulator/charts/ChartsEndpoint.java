package io.homelab.simulator.charts;

import io.homelab.simulator.web.Endpoint;
import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Observed;
import io.homelab.simulator.web.Observed.Outcome;
import io.homelab.simulator.web.Reply;
import io.homelab.simulator.world.CallLog;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Faults.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code index.yaml}, {@code cilium-VERSION.tgz}, {@code velero-VERSION.tgz}, {@code volsync-VERSION.tgz}, {@code gateway-api/VERSION/standard-install.yaml} and
 * {@code argoproj/argo-cd/VERSION/manifests/install.yaml}.
 */
final class ChartsEndpoint implements Endpoint {
    private final String url;
    private final Observed observed;

    ChartsEndpoint(DiskWorld world, String url) {
        this.url = url;
        observed = new Observed("charts", world.faults(), world.calls(), world.physics());
    }

    @Override
    public Reply answer(Exchange exchange) {
        var path = exchange.segments();
        var gateway = path.size() == 3 && path.getFirst().equals("gateway-api");
        var argo = ArgoCdInstall.version(path);
        var route = gateway
                ? "/gateway-api/{version}/" + path.getLast()
                : argo.isPresent()
                        ? "/argoproj/argo-cd/{version}/manifests/install.yaml"
                        : "/" + String.join("/", path);
        var method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        var target = gateway ? path.get(1) : argo.orElse(path.isEmpty() ? "" : path.getLast());
        return observed.run(
                new Observed.Subject(method + " " + route, target, false, exchange.header(CallLog.BAGGAGE)),
                new Observed.Work() {
                    @Override
                    public Outcome run(Optional<Fault> fault) {
                        var reply = method.equals("GET") ? get(path) : Reply.text(405, "Method Not Allowed\n");
                        return Outcome.of(reply, false, "anonymous");
                    }

                    @Override
                    public Reply refuse(Fault fault) {
                        return Reply.text(fault.status(), fault.message() + "\n");
                    }
                });
    }

    private Reply get(List<String> path) {
        if (path.equals(List.of("index.yaml"))) {
            return yaml(new RepositoryIndex(url).yaml());
        }
        if (path.size() == 1) {
            for (var chart : LabChart.ALL) {
                var version = chart.version(path.getFirst());
                if (version.isPresent()) {
                    return Reply.of(200, "application/gzip", chart.archive(version.get()));
                }
            }
        }
        if (path.size() == 3
                && path.getFirst().equals("gateway-api")
                && path.get(2).equals("standard-install.yaml")) {
            return yaml(new GatewayApi(path.get(1)).yaml());
        }
        var argo = ArgoCdInstall.version(path);
        if (argo.isPresent()) {
            return yaml(ArgoCdInstall.yaml(argo.get()));
        }
        return Reply.text(404, "404 page not found\n");
    }

    private static Reply yaml(String text) {
        return Reply.of(200, "text/yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}

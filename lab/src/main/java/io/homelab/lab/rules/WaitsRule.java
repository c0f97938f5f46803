package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every wait has a length, and looks more than once. */
final class WaitsRule implements Rule {
    @Override
    public List<Finding> check(LabView view) {

        var findings = new ArrayList<Finding>();
        check("waits", view.lab().waits(), findings);
        view.lab().clusters().forEach((name, cluster) -> {
            if (!cluster.waits().equals(view.lab().waits())) {
                check(LabView.path(name) + ".waits", cluster.waits(), findings);
            }
        });
        return findings;
    }

    private static void check(String path, Waits waits, List<Finding> findings) {
        for (var entry : lengths(waits).entrySet()) {
            if (!entry.getValue().isPositive()) {
                findings.add(Finding.error(path + "." + entry.getKey(), "must be longer than zero"));
            }
        }
        probe(path, "taskProbe", waits.taskProbe(), "task", waits.task(), findings);
        probe(path, "bootProbe", waits.bootProbe(), "boot", waits.boot(), findings);
        probe(path, "clusterProbe", waits.clusterProbe(), "kubernetesApi", waits.kubernetesApi(), findings);
    }

    private static void probe(
            String path, String name, Duration probe, String limitName, Duration limit, List<Finding> findings) {
        if (limit.isPositive() && probe.compareTo(limit) > 0) {
            findings.add(Finding.error(path + "." + name, "must not be longer than " + limitName));
        }
    }

    private static Map<String, Duration> lengths(Waits waits) {
        var lengths = new LinkedHashMap<String, Duration>();
        lengths.put("task", waits.task());
        lengths.put("taskProbe", waits.taskProbe());
        lengths.put("download", waits.download());
        lengths.put("boot", waits.boot());
        lengths.put("bootProbe", waits.bootProbe());
        lengths.put("register", waits.register());
        lengths.put("install", waits.install());
        lengths.put("etcd", waits.etcd());
        lengths.put("kubernetesApi", waits.kubernetesApi());
        lengths.put("cni", waits.cni());
        lengths.put("nodesReady", waits.nodesReady());
        lengths.put("clusterProbe", waits.clusterProbe());
        lengths.put("drain", waits.drain());
        lengths.put("shutdown", waits.shutdown());
        lengths.put("upgradeNode", waits.upgradeNode());
        lengths.put("sync", waits.sync());
        lengths.put("retry", waits.retry());
        return lengths;
    }
}

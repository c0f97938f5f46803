package io.homelab.lab.definition;

import java.time.Duration;

/** How long each wait may last and how often it looks; ISO-8601 or short (90s, 10m, 1h30m, 2d) in the file. */
public record Waits(
        Duration task,
        Duration taskProbe,
        Duration download,
        Duration boot,
        Duration bootProbe,
        Duration register,
        Duration install,
        Duration etcd,
        Duration kubernetesApi,
        Duration cni,
        Duration nodesReady,
        Duration clusterProbe,
        Duration drain,
        Duration shutdown,
        Duration upgradeNode,
        Duration sync,
        Duration retry) {
    /** Every wait divided by a rehearsal's factor, never below a millisecond; done once, when a run takes its snapshot. */
    public Waits fasterBy(double factor) {
        return new Waits(
                faster(task, factor),
                faster(taskProbe, factor),
                faster(download, factor),
                faster(boot, factor),
                faster(bootProbe, factor),
                faster(register, factor),
                faster(install, factor),
                faster(etcd, factor),
                faster(kubernetesApi, factor),
                faster(cni, factor),
                faster(nodesReady, factor),
                faster(clusterProbe, factor),
                faster(drain, factor),
                faster(shutdown, factor),
                faster(upgradeNode, factor),
                faster(sync, factor),
                faster(retry, factor));
    }

    static Duration faster(Duration wait, double factor) {
        return factor == 1 ? wait : Duration.ofMillis(Math.max(1, Math.round(wait.toMillis() / factor)));
    }
}

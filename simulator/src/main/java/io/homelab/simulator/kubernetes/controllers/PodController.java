package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.ClusterSettings;
import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.world.Physics;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The kubelets' work: pods bound to their machines start, run and end. */
final class PodController implements Controller {
    private static final List<String> STATIC = List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler");

    private final Api api;
    private final Supplier<List<KubeletMachine>> machines;
    private final Timing timing;
    private final ClusterSettings settings;
    private final Networks networks;
    private final RestoreWait restoreWait;

    PodController(
            Api api,
            Supplier<List<KubeletMachine>> machines,
            Timing timing,
            ClusterSettings settings,
            Volumes volumes) {
        this.api = api;
        this.machines = machines;
        this.timing = timing;
        this.settings = settings;
        networks = new Networks(api);
        restoreWait = new RestoreWait(api, volumes);
    }

    @Override
    public void reconcile() {
        for (var machine : machines.get()) {
            if (NodeController.active(timing, machine)
                    && api.find("nodes", "", machine.name()).isPresent()) {
                run(machine);
            }
        }
    }

    private void run(KubeletMachine machine) {
        if (machine.apiServer()) {
            STATIC.forEach(name -> mirror(machine, name));
        }
        var network = networks.runs(machine.name());
        for (var pod : api.list("pods", "")) {
            if (Json.text(pod, "spec.nodeName").equals(machine.name())) {
                if (Owners.doomed(pod)) {
                    api.delete("pods", pod, Deletion.NOW);
                } else {
                    advance(machine, pod, network);
                }
            }
        }
    }

    private void mirror(KubeletMachine machine, String name) {
        var pod = Json.of("{'apiVersion':'v1','kind':'Pod','metadata':{'namespace':'kube-system','labels':{'k8s-app':'"
                + name + "','component':'" + name
                + "','tier':'control-plane'},'annotations':{'kubernetes.io/config.source':'file',"
                + "'kubernetes.io/config.mirror':'static'}},'spec':{'hostNetwork':true,'priorityClassName':"
                + "'system-cluster-critical','tolerations':[{'operator':'Exists'}],'containers':[{'name':'" + name
                + "','image':'registry.k8s.io/" + name + ":" + settings.version() + "'}]}}");
        Json.meta(pod).put("name", name + "-" + machine.name());
        Json.ensure(pod, "spec").put("nodeName", machine.name());
        api.ensure("pods", pod);
    }

    private void advance(KubeletMachine machine, ObjectNode pod, boolean network) {
        var phase = Json.text(pod, "status.phase");
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            return;
        }
        var maker = Networks.makesNetwork(pod);
        var host = Json.at(pod, "spec.hostNetwork").asBoolean(false);
        var boot = Json.uid(pod) + " " + machine.bootId();
        if (!host && !network) {
            PodStates.waiting(api, pod, machine, "ContainerCreating", "network is not ready", 0);
            return;
        }
        if (maker) {
            var obstacle = networks.obstacle(pod, machine, settings.proxyDisabled());
            if (obstacle.isPresent()) {
                // Each look that finds the start over is one more crash.
                if (timing.over(Physics.Process.POD_START, "crash " + boot)) {
                    PodStates.waiting(
                            api,
                            pod,
                            machine,
                            "CrashLoopBackOff",
                            "back-off 5m0s restarting failed container: " + obstacle.get(),
                            3);
                } else {
                    PodStates.waiting(api, pod, machine, "ContainerCreating", "", 0);
                }
                return;
            }
        }
        if (restoreWait.holds(pod, machine)) {
            return;
        }
        if (Broken.is(pod.path("spec"))) {
            if (timing.over(Physics.Process.POD_START, "crash " + boot)) {
                PodStates.waiting(
                        api,
                        pod,
                        machine,
                        "CrashLoopBackOff",
                        "back-off 5m0s restarting failed container: the image is broken",
                        3);
            } else {
                PodStates.waiting(api, pod, machine, "ContainerCreating", "", 0);
            }
            return;
        }
        var process = maker ? Physics.Process.CNI_START : Physics.Process.POD_START;
        var instant = Json.text(pod, "metadata.annotations.kubernetes\\.io/config\\.source")
                        .equals("file")
                || pod.path("metadata").path("annotations").has("kubernetes.io/config.mirror");
        if (instant || timing.over(process, "pod " + boot)) {
            if (PodStates.finite(pod) && timing.over(Physics.Process.POD_START, "work " + boot)) {
                PodStates.succeeded(api, pod, machine);
            } else {
                PodStates.running(api, pod, machine, host);
            }
        } else {
            PodStates.waiting(api, pod, machine, "ContainerCreating", "", 0);
        }
    }
}

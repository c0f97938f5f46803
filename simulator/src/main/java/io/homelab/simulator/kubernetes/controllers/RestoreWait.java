package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Velero's init container: it ends when each volume below {@code /restores} has the file that says its restore is done. */
final class RestoreWait {
    private static final String NAME = "restore-wait";
    private static final String MOUNTS = "/restores/";

    private final Api api;
    private final Volumes volumes;

    RestoreWait(Api api, Volumes volumes) {
        this.api = api;
        this.volumes = volumes;
    }

    /** Whether the pod still waits. */
    boolean holds(ObjectNode pod, KubeletMachine machine) {
        var container = Json.at(pod, "spec.initContainers")
                .valueStream()
                .filter(each -> Json.text(each, "name").equals(NAME))
                .findFirst();
        if (container.isEmpty() || ended(pod)) {
            return false;
        }
        var done = ".velero/" + Json.at(container.get(), "args").path(0).asString("");
        var waitedFor = waitedFor(pod, container.get());
        if (waitedFor.stream().allMatch(volume -> volumes.read(volume, done).isPresent())) {
            waitedFor.forEach(volume -> volumes.remove(volume, done));
            PodStates.initialized(api, pod, NAME);
            return false;
        }
        PodStates.initializing(api, pod, machine, NAME);
        return true;
    }

    private static boolean ended(ObjectNode pod) {
        return Json.at(pod, "status.initContainerStatuses")
                .valueStream()
                .anyMatch(status -> Json.text(status, "name").equals(NAME)
                        && !Json.at(status, "state.terminated").isMissingNode());
    }

    private List<String> waitedFor(ObjectNode pod, JsonNode container) {
        return container
                .path("volumeMounts")
                .valueStream()
                .filter(mount -> Json.text(mount, "mountPath").startsWith(MOUNTS))
                .map(mount -> volume(pod, Json.text(mount, "name")).orElse(""))
                .toList();
    }

    private Optional<String> volume(ObjectNode pod, String name) {
        return Json.at(pod, "spec.volumes")
                .valueStream()
                .filter(volume -> Json.text(volume, "name").equals(name))
                .map(volume -> Json.text(volume, "persistentVolumeClaim.claimName"))
                .flatMap(claim -> api.find("persistentvolumeclaims", Json.namespace(pod), claim).stream())
                .map(claim -> Json.text(claim, "spec.volumeName"))
                .findFirst();
    }
}

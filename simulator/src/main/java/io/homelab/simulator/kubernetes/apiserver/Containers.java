package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.kubernetes.containers.Container;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The containers of pods, with what is mounted in them. */
final class Containers {
    private final Registry registry;
    private final Volumes volumes;

    Containers(Registry registry, Volumes volumes) {
        this.registry = registry;
        this.volumes = volumes;
    }

    /** @param container an entry of the pod's {@code spec.containers} */
    Container of(ObjectNode pod, JsonNode container) {
        return Container.of(pod, container, claim -> volume(Json.namespace(pod), claim), volumes);
    }

    private Optional<String> volume(String namespace, String claim) {
        var claims = registry.catalog().find("persistentvolumeclaims").orElseThrow();
        return registry.find(claims, namespace, claim)
                .map(found -> Json.text(found, "spec.volumeName"))
                .filter(volume -> !volume.isEmpty());
    }
}

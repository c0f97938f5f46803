package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.JsonNode;

/**
 * Workloads that are to fail: those with an image whose tag ends with {@code -broken}, and those whose container names by
 * {@code SIMULATED_NEEDS} a variable that it does not have, as a program does that misses a setting.
 */
final class Broken {
    private static final String ENDING = "-broken";
    private static final String NEEDS = "SIMULATED_NEEDS";

    private Broken() {}

    /** @param pod a pod's specification */
    static boolean is(JsonNode pod) {
        for (var container : pod.path("containers")) {
            if (Json.text(container, "image").endsWith(ENDING) || misses(container)) {
                return true;
            }
        }
        return false;
    }

    private static boolean misses(JsonNode container) {
        var needed = container
                .path("env")
                .valueStream()
                .filter(variable -> Json.text(variable, "name").equals(NEEDS))
                .map(variable -> Json.text(variable, "value"))
                .toList();
        return needed.stream()
                .anyMatch(name -> container.path("env").valueStream().noneMatch(variable -> Json.text(variable, "name")
                        .equals(name)));
    }
}

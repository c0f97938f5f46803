package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.JsonNode;

/** Workloads that are to fail: those with an image whose tag ends with {@code -broken}. */
final class Broken {
    private static final String ENDING = "-broken";

    private Broken() {}

    /** @param pod a pod's specification */
    static boolean is(JsonNode pod) {
        for (var container : pod.path("containers")) {
            if (Json.text(container, "image").endsWith(ENDING)) {
                return true;
            }
        }
        return false;
    }
}

package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.ApiError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whoever sits at a keyboard and applies manifests, as {@code kubectl apply} does. */
final class KeyboardController implements Controller {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Api api;
    private final ManifestQueue queue;

    KeyboardController(Api api, ManifestQueue queue) {
        this.api = api;
        this.queue = queue;
    }

    @Override
    public void reconcile() {
        for (var number : queue.waiting()) {
            try {
                apply(queue.yaml(number));
                queue.applied(number);
            } catch (ApiError | IllegalArgumentException | JacksonException e) {
                queue.refused(number, String.valueOf(e.getMessage()));
            }
        }
    }

    private void apply(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) {
                if (documents.next() instanceof ObjectNode object) {
                    api.applyManifest(object);
                }
            }
        }
    }
}

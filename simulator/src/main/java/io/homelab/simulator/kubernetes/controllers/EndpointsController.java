package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Selectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which pods stand behind a service. */
final class EndpointsController implements Controller {
    private static final String SLICES = "endpointslices.discovery.k8s.io";
    private final Api api;

    EndpointsController(Api api) {
        this.api = api;
    }

    @Override
    public void reconcile() {
        for (var service : api.list("services", "")) {
            if (Json.at(service, "spec.selector").isObject() && !Owners.doomed(service)) {
                slice(service);
            }
        }
    }

    private void slice(ObjectNode service) {
        var endpoints = endpoints(service);
        var name = Json.name(service) + "-slice";
        var found = api.find(SLICES, Json.namespace(service), name);
        if (found.isEmpty()) {
            var slice = Json.object().put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
            slice.putObject("metadata")
                    .put("name", name)
                    .put("namespace", Json.namespace(service))
                    .putObject("labels")
                    .put("kubernetes.io/service-name", Json.name(service));
            slice.put("addressType", "IPv4").set("endpoints", endpoints);
            slice.set("ports", Json.array());
            Owners.own(slice, service);
            api.ensure(SLICES, slice);
        } else {
            api.change(SLICES, found.get(), "", live -> live.set("endpoints", endpoints));
        }
    }

    private ArrayNode endpoints(ObjectNode service) {
        var selector = Json.object().set("matchLabels", Json.at(service, "spec.selector"));
        var endpoints = Json.array();
        for (var pod : api.list("pods", Json.namespace(service))) {
            var address = Json.text(pod, "status.podIP");
            if (!address.isEmpty() && Selectors.matches(selector, Json.at(pod, "metadata.labels"))) {
                var endpoint = endpoints.addObject();
                endpoint.putArray("addresses").add(address);
                endpoint.putObject("conditions").put("ready", Conditions.is(pod, "Ready"));
                endpoint.putObject("targetRef")
                        .put("kind", "Pod")
                        .put("name", Json.name(pod))
                        .put("namespace", Json.namespace(pod))
                        .put("uid", Json.uid(pod));
                endpoint.put("nodeName", Json.text(pod, "spec.nodeName"));
            }
        }
        return endpoints;
    }
}

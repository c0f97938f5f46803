package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Selectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which pods stand behind a service. */
final class EndpointsController implements Controller {
    private static final String SLICES = "endpointslices.discovery.k8s.io";
    private static final String ENDPOINTS = "endpoints";
    private final Api api;

    EndpointsController(Api api) {
        this.api = api;
    }

    @Override
    public void reconcile() {
        for (var service : api.list("services", "")) {
            if (Json.at(service, "spec.selector").isObject() && !Owners.doomed(service)) {
                slice(service);
                old(service);
            }
        }
    }

    /** The kind that slices replaced, which is still kept for older clients. */
    private void old(ObjectNode service) {
        var subsets = Json.array();
        var addresses = Json.array();
        for (var endpoint : endpoints(service)) {
            if (endpoint.path("conditions").path("ready").asBoolean(false)) {
                var address = addresses
                        .addObject()
                        .put("ip", endpoint.path("addresses").path(0).asString(""));
                address.put("nodeName", Json.text(endpoint, "nodeName"));
                address.set("targetRef", endpoint.path("targetRef").deepCopy());
            }
        }
        if (!addresses.isEmpty()) {
            var subset = subsets.addObject();
            subset.set("addresses", addresses);
            subset.set("ports", ports(service));
        }
        var found = api.find(ENDPOINTS, Json.namespace(service), Json.name(service));
        if (found.isEmpty()) {
            var endpoints = Json.object().put("apiVersion", "v1").put("kind", "Endpoints");
            endpoints.putObject("metadata").put("name", Json.name(service)).put("namespace", Json.namespace(service));
            endpoints.set("subsets", subsets);
            Owners.own(endpoints, service);
            api.ensure(ENDPOINTS, endpoints);
        } else {
            api.change(ENDPOINTS, found.get(), "", live -> live.set("subsets", subsets));
        }
    }

    private static ArrayNode ports(ObjectNode service) {
        var ports = Json.array();
        for (var port : Json.at(service, "spec.ports")) {
            var one = ports.addObject().put("name", Json.text(port, "name"));
            one.set("port", port.path("targetPort").isNumber() ? port.path("targetPort") : port.path("port"));
            one.put("protocol", Json.text(port, "protocol"));
        }
        return ports;
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
            slice.set("ports", ports(service));
            Owners.own(slice, service);
            api.ensure(SLICES, slice);
        } else {
            api.change(SLICES, found.get(), "", live -> {
                live.set("endpoints", endpoints);
                live.set("ports", ports(service));
            });
        }
    }

    private ArrayNode endpoints(ObjectNode service) {
        var selector = Json.object().set("matchLabels", Json.at(service, "spec.selector"));
        var endpoints = Json.array();
        var pods = api.list(
                "pods",
                Json.namespace(service),
                pod -> !address(pod).isEmpty() && Selectors.matches(selector, Json.at(pod, "metadata.labels")));
        for (var pod : pods) {
            var endpoint = endpoints.addObject();
            endpoint.putArray("addresses").add(address(pod));
            endpoint.putObject("conditions").put("ready", Conditions.is(pod, "Ready"));
            endpoint.putObject("targetRef")
                    .put("kind", "Pod")
                    .put("name", Json.name(pod))
                    .put("namespace", Json.namespace(pod))
                    .put("uid", Json.uid(pod));
            endpoint.put("nodeName", Json.text(pod, "spec.nodeName"));
        }
        return endpoints;
    }

    private static String address(ObjectNode pod) {
        return Json.text(pod, "status.podIP");
    }
}

package io.homelab.simulator.charts;

import java.util.List;

/** Definitions of the Gateway API's standard channel: complete in names and versions, open in their schemas. */
record GatewayApi(String version) {
    private static final List<Kind> KINDS = List.of(
            new Kind("GatewayClass", "gatewayclasses", "gatewayclass", "gc", "Cluster", "v1", true),
            new Kind("Gateway", "gateways", "gateway", "gtw", "Namespaced", "v1", true),
            new Kind("GRPCRoute", "grpcroutes", "grpcroute", "", "Namespaced", "v1", true),
            new Kind("HTTPRoute", "httproutes", "httproute", "", "Namespaced", "v1", true),
            new Kind(
                    "ReferenceGrant", "referencegrants", "referencegrant", "refgrant", "Namespaced", "v1beta1", false));

    String yaml() {
        var text = new StringBuilder();
        for (var kind : KINDS) {
            text.append(kind.yaml(version));
        }
        return text.toString();
    }

    private record Kind(
            String name,
            String plural,
            String singular,
            String shortName,
            String scope,
            String served,
            boolean status) {
        String yaml(String version) {
            var shortNames = shortName.isEmpty() ? "" : "    shortNames:\n    - " + shortName + "\n";
            var subresources = status ? "    subresources:\n      status: {}\n" : "";
            return """
                    ---
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata:
                      annotations:
                        gateway.networking.k8s.io/bundle-version: %s
                        gateway.networking.k8s.io/channel: standard
                      name: %s.gateway.networking.k8s.io
                    spec:
                      group: gateway.networking.k8s.io
                      names:
                        categories:
                        - gateway-api
                        kind: %s
                        listKind: %sList
                        plural: %s
                    %s    singular: %s
                      scope: %s
                      versions:
                      - name: %s
                        schema:
                          openAPIV3Schema:
                            type: object
                            x-kubernetes-preserve-unknown-fields: true
                            properties:
                              apiVersion:
                                type: string
                              kind:
                                type: string
                              metadata:
                                type: object
                              spec:
                                type: object
                                x-kubernetes-preserve-unknown-fields: true
                              status:
                                type: object
                                x-kubernetes-preserve-unknown-fields: true
                        served: true
                        storage: true
                    %s""".formatted(
                            version, plural, name, name, plural, shortNames, singular, scope, served, subresources);
        }
    }
}

package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.ClusterSettings;
import io.homelab.simulator.kubernetes.apiserver.ApiError;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a new cluster has from the start: Kubernetes' own objects, and what Talos applies at bootstrap. */
final class Bootstrapper implements Controller {
    private static final Logger log = LoggerFactory.getLogger(Bootstrapper.class);
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Api api;
    private final ClusterSettings settings;
    private boolean done;

    Bootstrapper(Api api, ClusterSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    @Override
    public void reconcile() {
        for (var name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            api.ensure("namespaces", Json.of("{'metadata':{'name':'" + name + "'}}"));
        }
        if (done) {
            return;
        }
        done = true;
        api.ensure(
                "services",
                Json.of("{'metadata':{'name':'kubernetes','namespace':'default','labels':{'component':'apiserver'}},"
                        + "'spec':{'clusterIP':'10.96.0.1','ports':[{'name':'https','port':443,'targetPort':6443}]}}"));
        roles();
        if (!settings.coreDnsDisabled()) {
            coreDns();
        }
        if (!settings.proxyDisabled()) {
            daemonSet("kube-proxy", "registry.k8s.io/kube-proxy:" + settings.version());
        }
        if (settings.cni().equals("flannel")) {
            daemonSet("kube-flannel", "ghcr.io/siderolabs/flannel:v0.26.4");
        }
        settings.inlineManifests().forEach(this::apply);
    }

    private void roles() {
        for (var role : List.of("cluster-admin", "admin", "edit", "view", "system:node")) {
            var verbs = role.equals("view") ? "'get','list','watch'" : "'*'";
            api.ensure(
                    "clusterroles.rbac.authorization.k8s.io",
                    Json.of("{'metadata':{'name':'" + role
                            + "'},'rules':[{'apiGroups':['*'],'resources':['*'],'verbs':[" + verbs + "]}]}"));
        }
        api.ensure(
                "clusterrolebindings.rbac.authorization.k8s.io",
                Json.of(
                        "{'metadata':{'name':'cluster-admin'},"
                                + "'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'cluster-admin'},"
                                + "'subjects':[{'apiGroup':'rbac.authorization.k8s.io','kind':'Group','name':'system:masters'}]}"));
    }

    private void coreDns() {
        api.ensure(
                "services",
                Json.of(
                        "{'metadata':{'name':'kube-dns','namespace':'kube-system','labels':{'k8s-app':'kube-dns'}},"
                                + "'spec':{'clusterIP':'10.96.0.10','selector':{'k8s-app':'kube-dns'},"
                                + "'ports':[{'name':'dns','port':53,'protocol':'UDP'},{'name':'dns-tcp','port':53,'protocol':'TCP'}]}}"));
        api.ensure(
                "deployments.apps",
                Json.of("{'metadata':{'name':'coredns','namespace':'kube-system','labels':{'k8s-app':'kube-dns'}},"
                        + "'spec':{'replicas':2,'selector':{'matchLabels':{'k8s-app':'kube-dns'}},"
                        + "'template':{'metadata':{'labels':{'k8s-app':'kube-dns'}},'spec':{"
                        + "'tolerations':[{'key':'node-role.kubernetes.io/control-plane','operator':'Exists','effect':'NoSchedule'}],"
                        + "'containers':[{'name':'coredns','image':'registry.k8s.io/coredns/coredns:v1.12.0'}]}}}}"));
    }

    private void daemonSet(String name, String image) {
        api.ensure(
                "daemonsets.apps",
                Json.of("{'metadata':{'name':'" + name + "','namespace':'kube-system','labels':{'k8s-app':'" + name
                        + "'}},"
                        + "'spec':{'selector':{'matchLabels':{'k8s-app':'" + name + "'}},"
                        + "'template':{'metadata':{'labels':{'k8s-app':'" + name + "'}},'spec':{'hostNetwork':true,"
                        + "'tolerations':[{'operator':'Exists'}],"
                        + "'containers':[{'name':'" + name + "','image':'" + image + "'}]}}}}"));
    }

    private void apply(String contents) {
        var documents = new ArrayList<ObjectNode>();
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(contents)) {
            while (values.hasNext()) {
                if (values.next() instanceof ObjectNode object) {
                    documents.add(object);
                }
            }
        } catch (JacksonException e) {
            log.warn("an inline manifest is not YAML: {}", e.getMessage());
        }
        for (var document : documents) {
            try {
                api.as("talos").applyManifest(document);
            } catch (ApiError | IllegalArgumentException e) {
                log.warn("an inline manifest was refused: {}", e.getMessage());
            }
        }
    }
}

package io.homelab.activities.talos;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.lab.definition.AddressMode;
import io.homelab.lab.definition.Node;
import io.homelab.lab.definition.NodeRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A machine configuration before its patches: what {@code talosctl gen config} writes, with the lab file's network. */
final class MachineConfigBase {
    private static final List<String> POD_SUBNETS = List.of("10.244.0.0/16");
    private static final List<String> SERVICE_SUBNETS = List.of("10.96.0.0/12");
    private static final int KUBE_PRISM_PORT = 7445;

    private final OpenLab lab;
    private final String cluster;
    private final SecretsBundle secrets;
    private final Node node;

    MachineConfigBase(OpenLab lab, String cluster, SecretsBundle secrets, Node node) {
        this.lab = lab;
        this.cluster = cluster;
        this.secrets = secrets;
        this.node = node;
    }

    Map<String, Object> document() {
        var document = map();
        document.put("version", "v1alpha1");
        document.put("debug", false);
        document.put("persist", true);
        document.put("machine", machine());
        document.put("cluster", cluster());
        return document;
    }

    private Map<String, Object> machine() {
        var machine = map();
        machine.put("type", controlPlane() ? "controlplane" : "worker");
        machine.put("token", secrets.trustdToken());
        machine.put("ca", authority(secrets.os(), controlPlane()));
        machine.put("certSANs", sans());
        machine.put("kubelet", kubelet());
        machine.put("network", network());
        machine.put("install", install());
        var mirrors = map();
        lab.lab().network().registryMirrors().forEach((registry, endpoints) -> {
            var mirror = map();
            mirror.put("endpoints", endpoints);
            mirrors.put(registry, mirror);
        });
        machine.put("registries", mirrors.isEmpty() ? map() : Map.of("mirrors", mirrors));
        machine.put("time", Map.of("servers", lab.lab().network().ntp()));
        machine.put("features", features());
        return machine;
    }

    private Map<String, Object> kubelet() {
        var kubelet = map();
        kubelet.put("image", "ghcr.io/siderolabs/kubelet:" + kubernetes());
        kubelet.put("defaultRuntimeSeccompProfileEnabled", true);
        kubelet.put("disableManifestsDirectory", true);
        return kubelet;
    }

    private Map<String, Object> network() {
        var network = map();
        network.put("hostname", node.name());
        var card = map();
        card.put("deviceSelector", Map.of("physical", true));
        if (node.addressMode() == AddressMode.STATIC) {
            card.put("dhcp", false);
            card.put("addresses", List.of(node.ip().orElseThrow() + "/" + prefix()));
            var route = map();
            route.put("network", "0.0.0.0/0");
            route.put("gateway", lab.lab().network().gateway());
            card.put("routes", List.of(route));
        } else {
            card.put("dhcp", true);
        }
        if (lab.lab().network().mtu() != null) {
            card.put("mtu", lab.lab().network().mtu());
        }
        var vip = lab.cluster(cluster).vip();
        if (controlPlane() && vip != null) {
            card.put("vip", Map.of("ip", vip));
        }
        network.put("interfaces", List.of(card));
        if (!lab.lab().network().dns().isEmpty()) {
            network.put("nameservers", lab.lab().network().dns());
        }
        return network;
    }

    private Map<String, Object> install() {
        var install = map();
        install.put("disk", node.installDisk());
        install.put("image", MachineConfigs.installer(lab, cluster));
        install.put("wipe", false);
        return install;
    }

    private Map<String, Object> features() {
        var features = map();
        features.put("rbac", true);
        features.put("stableHostname", true);
        features.put("apidCheckExtKeyUsage", true);
        features.put("diskQuotaSupport", true);
        var prism = map();
        prism.put("enabled", true);
        prism.put("port", KUBE_PRISM_PORT);
        features.put("kubePrism", prism);
        var dns = map();
        dns.put("enabled", true);
        dns.put("forwardKubeDNSToHost", true);
        features.put("hostDNS", dns);
        return features;
    }

    private Map<String, Object> cluster() {
        var out = map();
        out.put("id", secrets.clusterId());
        out.put("secret", secrets.clusterSecret());
        out.put(
                "controlPlane",
                Map.of("endpoint", lab.cluster(cluster).endpoint().url().toString()));
        out.put("clusterName", cluster);
        var network = map();
        network.put("dnsDomain", "cluster.local");
        network.put("podSubnets", POD_SUBNETS);
        network.put("serviceSubnets", SERVICE_SUBNETS);
        out.put("network", network);
        out.put("token", secrets.bootstrapToken());
        if (controlPlane()) {
            out.put("secretboxEncryptionSecret", secrets.secretboxEncryptionSecret());
        }
        out.put("ca", authority(secrets.kubernetes(), controlPlane()));
        if (controlPlane()) {
            out.put("aggregatorCA", authority(secrets.aggregator(), true));
            out.put("serviceAccount", Map.of("key", PemKey.base64(secrets.serviceAccountKeyPem())));
            out.put("apiServer", apiServer());
            out.put("controllerManager", Map.of("image", "registry.k8s.io/kube-controller-manager:" + kubernetes()));
            out.put("proxy", Map.of("image", "registry.k8s.io/kube-proxy:" + kubernetes()));
            out.put("scheduler", Map.of("image", "registry.k8s.io/kube-scheduler:" + kubernetes()));
            out.put("etcd", Map.of("ca", authority(secrets.etcd(), true)));
        }
        var registries = map();
        registries.put("kubernetes", Map.of("disabled", true));
        registries.put("service", map());
        var discovery = map();
        discovery.put("enabled", true);
        discovery.put("registries", registries);
        out.put("discovery", discovery);
        return out;
    }

    private Map<String, Object> apiServer() {
        var server = map();
        server.put("image", "registry.k8s.io/kube-apiserver:" + kubernetes());
        server.put("certSANs", sans());
        server.put("disablePodSecurityPolicy", true);
        var security = map();
        var configuration = map();
        configuration.put("apiVersion", "pod-security.admission.config.k8s.io/v1alpha1");
        configuration.put("kind", "PodSecurityConfiguration");
        var defaults = map();
        for (var mode : List.of("enforce", "audit", "warn")) {
            defaults.put(mode, mode.equals("enforce") ? "baseline" : "restricted");
            defaults.put(mode + "-version", "latest");
        }
        configuration.put("defaults", defaults);
        configuration.put(
                "exemptions",
                Map.of("namespaces", List.of("kube-system"), "runtimeClasses", List.of(), "usernames", List.of()));
        security.put("name", "PodSecurity");
        security.put("configuration", configuration);
        server.put("admissionControl", List.of(security));
        var audit = map();
        audit.put("apiVersion", "audit.k8s.io/v1");
        audit.put("kind", "Policy");
        audit.put("rules", List.of(Map.of("level", "Metadata")));
        server.put("auditPolicy", audit);
        return server;
    }

    private List<String> sans() {
        var definition = lab.cluster(cluster);
        var sans = new TreeSet<String>();
        sans.add(definition.endpoint().host());
        if (definition.vip() != null) {
            sans.add(definition.vip());
        }
        return new ArrayList<>(sans);
    }

    private static Map<String, Object> authority(Authority authority, boolean withKey) {
        var out = map();
        out.put("crt", PemKey.base64(authority.certificatePem()));
        out.put("key", withKey ? PemKey.base64(authority.keyPem()) : "");
        return out;
    }

    private boolean controlPlane() {
        return node.role() == NodeRole.CONTROL_PLANE;
    }

    private String kubernetes() {
        return lab.template(cluster).kubernetesVersion();
    }

    private String prefix() {
        return lab.lab().network().cidr().replaceFirst(".*/", "");
    }

    private static Map<String, Object> map() {
        return new LinkedHashMap<>();
    }
}

package io.homelab.simulator.talos.config;

import io.homelab.simulator.talos.pki.Authority;
import io.homelab.simulator.world.Hardware;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Talos refuses in a configuration, by itself and on this hardware. */
public final class ConfigCheck {
    private static final Pattern CIDR = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}");
    private static final Pattern TOKEN = Pattern.compile("[0-9a-z]{6}\\.[0-9a-z]{16}");
    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Set<String> MACHINE = Set.of(
            "type",
            "token",
            "ca",
            "acceptedCAs",
            "certSANs",
            "controlPlane",
            "kubelet",
            "pods",
            "network",
            "disks",
            "install",
            "files",
            "env",
            "time",
            "sysctls",
            "sysfs",
            "registries",
            "systemDiskEncryption",
            "features",
            "udev",
            "logging",
            "kernel",
            "seccompProfiles",
            "baseRuntimeSpecOverrides",
            "nodeLabels",
            "nodeAnnotations",
            "nodeTaints");
    private static final Set<String> CLUSTER = Set.of(
            "id",
            "secret",
            "controlPlane",
            "clusterName",
            "network",
            "token",
            "aescbcEncryptionSecret",
            "secretboxEncryptionSecret",
            "ca",
            "acceptedCAs",
            "aggregatorCA",
            "serviceAccount",
            "apiServer",
            "controllerManager",
            "proxy",
            "scheduler",
            "discovery",
            "etcd",
            "coreDNS",
            "externalCloudProvider",
            "extraManifests",
            "extraManifestHeaders",
            "inlineManifests",
            "adminKubeconfig",
            "allowSchedulingOnMasters",
            "allowSchedulingOnControlPlanes");

    private final MachineConfig config;
    private final List<String> errors = new ArrayList<>();

    private ConfigCheck(MachineConfig config) {
        this.config = config;
    }

    /** Passes, or throws with everything that is wrong. */
    public static void check(MachineConfig config, Hardware hardware) throws ConfigRefused {
        var check = new ConfigCheck(config);
        if (!config.complete()) {
            throw ConfigRefused.invalid(
                    "configuration validation failed", List.of("v1alpha1 config is required in this state"));
        }
        check.keys();
        check.machine();
        check.cluster();
        if (!check.errors.isEmpty()) {
            throw ConfigRefused.invalid("configuration validation failed", check.errors);
        }
        check.disk(hardware);
        if (!check.errors.isEmpty()) {
            throw ConfigRefused.invalid("runtime configuration validation failed", check.errors);
        }
    }

    private void keys() throws ConfigRefused {
        var unknown = new ArrayList<String>();
        config.at("machine").propertyNames().stream()
                .filter(k -> !MACHINE.contains(k))
                .forEach(unknown::add);
        config.at("cluster").propertyNames().stream()
                .filter(k -> !CLUSTER.contains(k))
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw ConfigRefused.unreadable("unknown keys found during decoding:\n" + String.join("\n", unknown));
        }
    }

    private void machine() {
        var type = config.type();
        if (!Set.of("controlplane", "worker", "init").contains(type)) {
            errors.add("unknown machine type \"" + type + "\"");
        }
        if (config.text("machine.token").isEmpty()) {
            errors.add("machine token is required (.machine.token)");
        } else if (!TOKEN.matcher(config.text("machine.token")).matches()) {
            errors.add("trustd token is invalid (.machine.token)");
        }
        authority("machine.ca", config.controlPlane());
        if (config.text("machine.install.disk").isEmpty()
                && config.at("machine.install.diskSelector").isMissingNode()) {
            errors.add("either install disk or diskSelector should be defined");
        }
        for (var face : config.list("machine.network.interfaces")) {
            if (face.path("interface").isMissingNode()
                    && face.path("deviceSelector").isMissingNode()) {
                errors.add("networking.os.device.interface, networking.os.device.deviceSelector: required config"
                        + " section is missing");
            }
            face.path("addresses").forEach(address -> {
                if (!CIDR.matcher(address.asString("")).matches()) {
                    errors.add("invalid network address: \"" + address.asString("") + "\"");
                }
            });
        }
        if (!config.text("machine.network.hostname").isEmpty()
                && config.documents("HostnameConfig").stream().anyMatch(d -> d.has("hostname"))) {
            errors.add("static hostname is already set in v1alpha1 config");
        }
        config.hostname()
                .filter(name -> !HOSTNAME.matcher(name).matches())
                .ifPresent(name -> errors.add("invalid hostname \"" + name + "\""));
    }

    private void cluster() {
        endpoint();
        if (config.clusterId().isEmpty() && config.is("cluster.discovery.enabled", true)) {
            errors.add("cluster discovery service requires .cluster.id");
        }
        if (config.text("cluster.secret").isEmpty() && config.is("cluster.discovery.enabled", true)) {
            errors.add("cluster discovery service requires .cluster.secret");
        }
        if (!TOKEN.matcher(config.text("cluster.token")).matches()) {
            errors.add("cluster bootstrap token is invalid (.cluster.token)");
        }
        authority("cluster.ca", config.controlPlane());
        if (config.controlPlane()) {
            authority("cluster.etcd.ca", true);
            authority("cluster.aggregatorCA", true);
            if (config.text("cluster.serviceAccount.key").isEmpty()) {
                errors.add("service account key is required (.cluster.serviceAccount.key)");
            }
            if (config.text("cluster.secretboxEncryptionSecret").isEmpty()
                    && config.text("cluster.aescbcEncryptionSecret").isEmpty()) {
                errors.add("one of [.cluster.secretboxEncryptionSecret, .cluster.aescbcEncryptionSecret] is required");
            }
        }
    }

    private void endpoint() {
        try {
            var endpoint = URI.create(config.endpoint());
            if (endpoint.getHost() == null || !"https".equals(endpoint.getScheme())) {
                errors.add("invalid controlplane endpoint: \"" + config.endpoint() + "\"");
            }
        } catch (IllegalArgumentException e) {
            errors.add("invalid controlplane endpoint: " + e.getMessage());
        }
    }

    private void authority(String path, boolean withKey) {
        var crt = config.text(path + ".crt");
        var key = config.text(path + ".key");
        if (crt.isEmpty()) {
            errors.add("trusted CA certificates are not provided (." + path + ".crt)");
            return;
        }
        if (withKey && key.isEmpty()) {
            errors.add("issuing CA key is required for controlplane nodes (." + path + ".key)");
            return;
        }
        try {
            if (!Authority.canSign(crt)) {
                errors.add("not a certificate authority (." + path + ".crt)");
            }
            if (withKey) {
                Authority.checkKey(key);
            }
        } catch (IllegalArgumentException e) {
            errors.add("failed to parse CA (." + path + "): " + e.getMessage());
        }
    }

    private void disk(Hardware hardware) {
        if (InstallDisk.of(config, hardware).isEmpty()) {
            var named = config.text("machine.install.disk");
            errors.add(
                    named.isEmpty()
                            ? "no disk matched the diskSelector"
                            : "specified install disk does not exist: \"" + named + "\"");
        }
    }
}

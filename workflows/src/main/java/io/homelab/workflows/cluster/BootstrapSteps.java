package io.homelab.workflows.cluster;

import io.homelab.workflows.progress.StepLog;
import io.homelab.workflows.topology.ClusterSpec;

/** The ids and titles of a bootstrap's steps, in the order in which they are shown. */
final class BootstrapSteps {
    static final String LAB = "lab";
    static final String PREFLIGHT = "preflight";
    static final String PLAN = "plan";
    static final String AGREE = "agree";
    static final String IMAGE = "image";
    static final String RESERVE = "reserve";
    static final String SECRETS = "secrets";
    static final String ETCD = "etcd";
    static final String CREDENTIALS = "credentials";
    static final String API = "api";
    static final String NODES = "nodes";
    static final String GITOPS = "gitops";
    static final String ACCEPTANCE = "acceptance";
    static final String EVIDENCE = "evidence";

    private BootstrapSteps() {}

    static void announce(StepLog log, ClusterSpec spec) {
        log.announce(PREFLIGHT, "look for what would go wrong");
        log.announce(PLAN, "compare the lab with the lab file");
        log.announce(AGREE, "a person agrees to what would be stopped or overwritten");
        log.announce(IMAGE, "Talos " + spec.talosVersion() + " image in the hypervisor's storage");
        log.announce(RESERVE, "choose machine ids");
        log.announce(SECRETS, "certificate authorities and tokens");
        for (var node : spec.nodes()) {
            var name = node.name();
            log.announce(machine(name), "virtual machine " + name, name);
            log.announce(running(name), name + " is powered on", name);
            log.announce(machineApi(name), name + " answers on the Talos API", name);
            log.announce(config(name), name + " has its machine configuration", name);
            log.announce(installed(name), name + " has installed to disk and rebooted", name);
        }
        log.announce(ETCD, "etcd bootstrapped on " + spec.firstControlPlane().name());
        log.announce(CREDENTIALS, "kubeconfig and talosconfig");
        log.announce(API, "Kubernetes API at " + spec.endpoint());
        for (var addon : spec.addons()) {
            log.announce(addon(addon), "add-on " + addon);
        }
        log.announce(
                NODES,
                spec.nodes().size() == 1
                        ? "the node is Ready"
                        : "all " + spec.nodes().size() + " nodes are Ready");
        if (spec.followsGit()) {
            log.announce(GITOPS, "ArgoCD follows the lab's Git repository");
        }
        log.announce(ACCEPTANCE, "acceptance criteria of epic " + spec.epic());
        log.announce(EVIDENCE, "signed evidence");
    }

    static String machine(String node) {
        return node + "/machine";
    }

    static String running(String node) {
        return node + "/running";
    }

    static String machineApi(String node) {
        return node + "/api";
    }

    static String config(String node) {
        return node + "/config";
    }

    static String installed(String node) {
        return node + "/installed";
    }

    static String addon(String addon) {
        return "addon/" + addon;
    }
}

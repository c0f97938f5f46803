package io.homelab.simulator.kubernetes;

import java.util.List;

public final class ClusterHealth {
    public String missingNodes(List<String> n) {
        return "";
    }

    public String unreadyNodes(List<String> n) {
        return "";
    }

    public String cordonedNodes(List<String> n) {
        return "";
    }

    public String kubeProxy() {
        return "";
    }

    public String coreDns() {
        return "";
    }
}

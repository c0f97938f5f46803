package io.homelab.activities.talos;

import java.util.List;

/** What a cluster's secrets are called in the secret store. */
public final class SecretNames {
    private static final String BUNDLE = "talos-";
    private static final String KUBECONFIG = "kubeconfig-";
    private static final String TALOSCONFIG = "talosconfig-";

    private SecretNames() {}

    /** Certificate authorities and tokens, as talosctl writes them. */
    public static String bundle(String cluster) {
        return BUNDLE + cluster;
    }

    /** The administrator's kubeconfig. */
    public static String kubeconfig(String cluster) {
        return KUBECONFIG + cluster;
    }

    /** The administrator's talosconfig. */
    public static String talosconfig(String cluster) {
        return TALOSCONFIG + cluster;
    }

    /** All of them. */
    static List<String> all(String cluster) {
        return List.of(bundle(cluster), kubeconfig(cluster), talosconfig(cluster));
    }

    static boolean isOfACluster(String name) {
        return name.startsWith(BUNDLE) || name.startsWith(KUBECONFIG) || name.startsWith(TALOSCONFIG);
    }
}

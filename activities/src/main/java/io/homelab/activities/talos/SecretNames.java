package io.homelab.activities.talos;

/** What a cluster's secrets are called in the secret store. */
public final class SecretNames {
    private SecretNames() {}

    /** Certificate authorities and tokens, as talosctl writes them. */
    public static String bundle(String cluster) {
        return "talos-" + cluster;
    }

    /** The administrator's kubeconfig. */
    public static String kubeconfig(String cluster) {
        return "kubeconfig-" + cluster;
    }

    /** The administrator's talosconfig. */
    public static String talosconfig(String cluster) {
        return "talosconfig-" + cluster;
    }
}

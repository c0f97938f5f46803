package io.homelab.simulator.kubernetes.apiserver;

/**
 * How something is deleted.
 *
 * @param propagation Background, Foreground or Orphan
 * @param graceSeconds negative for the object's own
 * @param uid the precondition; empty for none
 * @param resourceVersion the precondition; empty for none
 */
public record Deletion(String propagation, int graceSeconds, String uid, String resourceVersion, boolean dryRun) {
    public static final Deletion BACKGROUND = new Deletion("Background", -1, "", "", false);
    /** At once, as a kubelet confirms that a pod is gone. */
    public static final Deletion NOW = new Deletion("Background", 0, "", "", false);
}

package io.homelab.workflows.wire;

/** Workflow ids speak, and are the lock on what they change. */
public final class WorkflowIds {
    private WorkflowIds() {}

    /** The one id under which a cluster is built, upgraded or destroyed. */
    public static String cluster(String cluster) {
        return "cluster-" + cluster;
    }

    /** Looking for what is left over writes nothing either. */
    public static String orphans() {
        return "orphans";
    }

    /** Plans write nothing and lock nothing; one at a time per cluster is enough. */
    public static String plan(String cluster) {
        return "plan-" + cluster;
    }

    /** The one id under which a push is seen through to a cluster. */
    public static String deployment(String cluster) {
        return "deployment-" + cluster;
    }

    /** The one id under which something is promoted to a cluster. */
    public static String promotion(String target) {
        return "promotion-" + target;
    }

    /** The one switch that halts all promotions; no cluster may be called so, or its lock would be this. */
    public static String promotionSwitch() {
        return "promotion-switch";
    }

    /** The one id under which all backups are verified. */
    public static String backups() {
        return "backups";
    }

    /** The one id under which it is asked what a verification would read. */
    public static String backupsPlan() {
        return "backups-plan";
    }

    /** The one id under which a backup into a set is taken. */
    public static String backup(String set) {
        return "backup-" + set;
    }

    /** The one id under which something is brought back from a backup set. */
    public static String restore(String set) {
        return "restore-" + set;
    }

    /** The one id under which locks of the dead are removed. */
    public static String unlocking() {
        return "backups-unlock";
    }

    /** The one id under which clusters get what they need to be backed up. */
    public static String installing() {
        return "backups-install";
    }

    /** The one watch that tells people when no proof of a backup comes. */
    public static String proofs() {
        return "backups-proofs";
    }

    /** What a schedule starts itself; it starts the run of that id. The server adds the time. */
    public static String scheduled(String run) {
        return "scheduled-" + run;
    }
}

package io.homelab.workflows.wire;

/** The two task queues: at home, where the lab's network is, and on the cloud side. */
public final class TaskQueues {
    public static final String HOME = "home";
    public static final String CLOUD = "cloud";

    private TaskQueues() {}
}

package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a machine is for; the sizes are those of the requirements (lines 131, 689 and 690). */
public enum NodeRole {
    @JsonProperty("controlplane")
    CONTROL_PLANE(2, 4096, 50),
    @JsonProperty("worker")
    WORKER(6, 12288, 200);

    private final int cores;
    private final int memoryMiB;
    private final int diskGiB;

    NodeRole(int cores, int memoryMiB, int diskGiB) {
        this.cores = cores;
        this.memoryMiB = memoryMiB;
        this.diskGiB = diskGiB;
    }

    /** Virtual CPUs of a machine that does not say. */
    public int cores() {
        return cores;
    }

    /** Memory in MiB of a machine that does not say. */
    public int memoryMiB() {
        return memoryMiB;
    }

    /** Disk in GiB of a machine that does not say. */
    public int diskGiB() {
        return diskGiB;
    }
}

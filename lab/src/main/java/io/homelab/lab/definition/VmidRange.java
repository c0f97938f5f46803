package io.homelab.lab.definition;

/** The VMIDs that this lab may take, both ends included. */
public record VmidRange(int from, int to) {
    /** True when the id lies in the range. */
    public boolean contains(int vmid) {
        return vmid >= from && vmid <= to;
    }
}

package io.homelab.workflows.topology;

/** A node as one snapshot of the lab file describes it. */
public record NodeRef(String cluster, String node, String snapshot) {}

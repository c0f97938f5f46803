package io.homelab.simulator.proxmox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot of a machine. Disks' contents are not rolled back: nothing in a lab asks for it. */
record SnapshotDocument(
        String name,
        String description,
        long snaptime,
        boolean vmstate,
        @Nullable String parent,
        Map<String, String> config) {}

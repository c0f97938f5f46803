package io.homelab.lab.definition;

import org.jspecify.annotations.Nullable;

/** Names of Proxmox storages: for images (content iso or import), for disks, and optionally for snippets. */
public record Storage(String images, String disks, @Nullable String snippets) {}

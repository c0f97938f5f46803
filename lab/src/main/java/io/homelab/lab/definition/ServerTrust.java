package io.homelab.lab.definition;

import org.jspecify.annotations.Nullable;

/** How a server proves itself: a PEM file beside the lab file, its SHA-256 fingerprint, or (neither) the system's authorities. */
public record ServerTrust(@Nullable String file, @Nullable String fingerprint) {
    /** True when neither is given and the system's authorities decide. */
    public boolean system() {
        return file == null && fingerprint == null;
    }
}

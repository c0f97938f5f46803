package io.homelab.lab.definition;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A Helm chart: repository (https or oci), exact version, optional sha256 digest of the archive, values file beside the lab file. */
public record Chart(
        URI repository,
        String name,
        String version,
        @Nullable String digest,
        @Nullable String values,
        String namespace) {}

package io.homelab.lab.definition;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A manifest fetched from one URL, with its version, the namespace of objects that name none, and optional sha256 digest. */
public record Manifest(
        URI url, String version, String namespace, @Nullable String digest) {}

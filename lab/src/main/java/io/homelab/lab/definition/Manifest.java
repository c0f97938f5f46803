package io.homelab.lab.definition;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A manifest fetched from one URL, with its version and optional sha256 digest. */
public record Manifest(URI url, String version, @Nullable String digest) {}

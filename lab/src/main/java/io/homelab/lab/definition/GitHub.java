package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where deployments are shown, and pull requests are opened.
 *
 * @param repository {@code owner/name}
 * @param ca PEM file beside the lab file; null: the system's authorities
 */
public record GitHub(
        String repository,
        URI api,
        SecretRef token,
        @Nullable String ca) {}

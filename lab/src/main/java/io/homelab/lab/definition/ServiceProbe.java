package io.homelab.lab.definition;

import org.jspecify.annotations.Nullable;

/**
 * Something that a service of a restored namespace must answer to a GET through the API server.
 *
 * @param namespace where it lives
 * @param service its name and port, such as {@code web:80}; {@code https:web:443} for TLS
 * @param path with its query
 * @param contains what must be in the answer; null: anything
 * @param sha256 of the whole answer, in hex; null: anything
 */
public record ServiceProbe(
        String namespace,
        String service,
        String path,
        @Nullable String contains,
        @Nullable String sha256) {}

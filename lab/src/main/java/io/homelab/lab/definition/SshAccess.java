package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * How a host is looked at by SSH.
 *
 * @param host where it answers; null: where its API does
 * @param user who we are there
 * @param hostKey the only key that it may prove itself with, as {@code ssh-ed25519 AAAA…}
 * @param key where our private key is
 */
public record SshAccess(@Nullable String host, int port, String user, String hostKey, SecretRef key) {}

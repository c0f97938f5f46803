package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;

/**
 * How we and a host prove ourselves to each other by SSH.
 *
 * @param hostKey the only key that the host may prove itself with, as {@code ssh-ed25519 AAAA…}
 * @param key where our private key is, without a passphrase
 */
public record SshKeys(String hostKey, SecretRef key) {}

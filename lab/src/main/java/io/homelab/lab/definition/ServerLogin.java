package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;

/**
 * Who we are to a server that asks for a name and a password.
 *
 * @param user the name
 * @param password where the password is
 */
public record ServerLogin(String user, SecretRef password) {}

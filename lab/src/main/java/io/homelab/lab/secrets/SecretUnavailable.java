package io.homelab.lab.secrets;

/** A secret cannot be had; says which and why, never what it is. */
public final class SecretUnavailable extends RuntimeException {
    public SecretUnavailable(String message) {
        super(message);
    }
}

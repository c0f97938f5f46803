package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the worker takes answers of phones and alerts of Alertmanager.
 *
 * @param address of this machine, on which it listens
 * @param url the same as a phone reaches it, by way of a reverse proxy; null: notices have no buttons
 * @param person whose answers the buttons are: who reads the topic
 * @param alertmanager the bearer token that Alertmanager shows; null: alerts are not taken
 */
public record Listener(
        String address,
        int port,
        @Nullable URI url,
        @Nullable String person,
        @Nullable SecretRef alertmanager) {}

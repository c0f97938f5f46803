package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An ntfy server and topic; the token is optional on servers that take anyone. */
public record Ntfy(URI url, String topic, @Nullable SecretRef token) {}

package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A Prometheus; without a token nobody is named, without a file the system's authorities vouch for it. */
public record PrometheusServer(
        URI url, @Nullable SecretRef token, @Nullable String ca) {}

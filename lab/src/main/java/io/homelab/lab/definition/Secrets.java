package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who can read the secret store: age recipients (public keys), and where this machine's identity is (absent = the file in the config directory). */
public record Secrets(List<String> recipients, @Nullable SecretRef identity) {
    public Secrets {
        recipients = List.copyOf(recipients);
    }
}

package io.homelab.workflows.wire;

import java.util.Map;
import javax.crypto.SecretKey;

/** AES-256 keys by id: payloads are written with the current one and read with whichever they name. */
public record PayloadKeys(String current, Map<String, SecretKey> keys) {
    public PayloadKeys {
        keys = Map.copyOf(keys);
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException("no payload key with the id " + current);
        }
    }

    @Override
    public String toString() {
        return "PayloadKeys[current=" + current + ", ids=" + keys.keySet() + "]";
    }
}

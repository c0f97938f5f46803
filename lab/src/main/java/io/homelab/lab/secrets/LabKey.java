package io.homelab.lab.secrets;

import java.security.SecureRandom;

/** The lab's own key, from which every marker is made; lose it and nothing is recognised as ours any more. */
public final class LabKey {
    /** Its name in the secret store. */
    public static final String NAME = "lab-key";

    private static final int BYTES = 32;

    private LabKey() {}

    /** The key of a store, 32 random bytes made by the first who asks. */
    public static Secret of(SecretStore store) {
        return store.getOrCreate(NAME, () -> {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            return Secret.of(bytes);
        });
    }
}

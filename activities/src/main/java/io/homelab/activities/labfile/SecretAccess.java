package io.homelab.activities.labfile;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.LabSecrets;
import io.homelab.lab.secrets.LabKey;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretRef;
import io.homelab.lab.secrets.SecretUnavailable;
import io.homelab.workflows.failure.FailureClass;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A lab's secrets. What cannot be read is an AUTH problem that names the reference and never the value. */
public final class SecretAccess {
    private final LabSecrets secrets;

    SecretAccess(LabSecrets secrets) {
        this.secrets = secrets;
    }

    /** The secret behind a reference. */
    public Secret resolve(SecretRef reference) {
        return readable(() -> secrets.resolver().resolve(reference));
    }

    /** A secret of the store. */
    public Optional<Secret> get(String name) {
        return readable(() -> secrets.store().get(name));
    }

    /** The names of all secrets of the store. */
    public List<String> names() {
        return readable(() -> secrets.store().list());
    }

    /** A secret of the store, made by the first who asks. */
    public Secret getOrCreate(String name, Supplier<Secret> maker) {
        return readable(() -> secrets.store().getOrCreate(name, maker));
    }

    /** Stores a secret over an older one. */
    public void put(String name, Secret secret) {
        readable(() -> {
            secrets.store().put(name, secret);
            return name;
        });
    }

    /** Removes a secret; nothing happens when it is not there. */
    public boolean remove(String name) {
        return readable(() -> secrets.store().remove(name));
    }

    /** The key that markers are made with. */
    public byte[] labKey() {
        return readable(() -> LabKey.of(secrets.store()).bytes());
    }

    private static <T> T readable(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (SecretUnavailable e) {
            throw new Problem(
                    FailureClass.AUTH,
                    "a secret cannot be read: " + e.getMessage(),
                    "secret store",
                    "homelab secrets list",
                    e);
        }
    }
}

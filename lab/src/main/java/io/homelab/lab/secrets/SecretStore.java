package io.homelab.lab.secrets;

import io.homelab.lab.state.AtomicFile;
import io.homelab.lab.state.FileGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A directory of NAME.age files that the `age` tool can read, each encrypted to all recipients of the lab. */
public final class SecretStore {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final String SUFFIX = ".age";
    private final Path directory;
    private final List<String> recipients;
    private final Supplier<AgeIdentity> identity;
    private final FileGuard guard;
    private final Rekeying rekeying;

    private SecretStore(Path directory, List<String> recipients, Supplier<AgeIdentity> identity) {
        this.directory = directory;
        this.recipients = List.copyOf(recipients);
        this.identity = identity;
        this.guard = new FileGuard(directory.resolve(".guard"));
        this.rekeying = new Rekeying(directory);
    }

    /** Opens (and makes) a store; the identity is asked for only when something is read. */
    public static SecretStore open(Path directory, List<String> recipients, Supplier<AgeIdentity> identity) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the secret store", e);
        }
        return new SecretStore(directory, recipients, identity);
    }

    /** Stores a secret under a name of [a-z0-9._-], over an older one if there is. */
    public void put(String name, Secret secret) {
        var file = file(name);
        var content = AgeCipher.encrypt(secret, recipients);
        alone(() -> {
            AtomicFile.write(file, content, "rw-------");
            return name;
        });
    }

    /** The secret of a name, or empty; throws SecretUnavailable when it is there but cannot be read. */
    public Optional<Secret> get(String name) {
        var file = file(name);
        return alone(() -> Files.exists(file)
                ? Optional.of(AgeCipher.decrypt(name, Files.readAllBytes(file), identity.get()))
                : Optional.empty());
    }

    /** The secret of a name, made and stored by the first who asks, be it another process. */
    public Secret getOrCreate(String name, Supplier<Secret> maker) {
        return alone(() -> get(name).orElseGet(() -> {
            var made = maker.get();
            put(name, made);
            return made;
        }));
    }

    /** Removes a secret for good; false when there was none. */
    public boolean remove(String name) {
        var file = file(name);
        return alone(() -> {
            var removed = Files.deleteIfExists(file);
            AtomicFile.syncDirectory(directory);
            return removed;
        });
    }

    /** The names of all secrets, sorted. */
    public List<String> list() {
        return alone(() -> {
            try (var files = Files.list(directory)) {
                return files.map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("."))
                        .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                        .sorted()
                        .toList();
            }
        });
    }

    /** Encrypts everything anew to the current recipients, all or nothing even if cut off; gives the names. */
    public List<String> rekey() {
        return alone(() -> {
            var renewed = new LinkedHashMap<String, byte[]>();
            export().forEach((name, secret) -> {
                renewed.put(name + SUFFIX, AgeCipher.encrypt(secret, recipients));
                secret.wipe();
            });
            rekeying.replace(renewed);
            return list();
        });
    }

    /** Everything in clear, by name, for a person who wants to leave; one unreadable secret fails it all. */
    public Map<String, Secret> export() {
        return alone(() -> {
            var secrets = new LinkedHashMap<String, Secret>();
            for (var name : list()) {
                secrets.put(name, get(name).orElseThrow());
            }
            return secrets;
        });
    }

    private <T> T alone(FileGuard.Action<T> action) {
        return guard.alone(() -> {
            rekeying.finish();
            return action.run();
        });
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a secret's name has only a-z, 0-9, '.', '_' and '-'");
        }
        return directory.resolve(name + SUFFIX);
    }
}

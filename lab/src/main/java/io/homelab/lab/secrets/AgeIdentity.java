package io.homelab.lab.secrets;

import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** An age identity (X25519, AGE-SECRET-KEY-1…) and the recipient that belongs to it. */
public final class AgeIdentity {
    private final Secret key;
    private final String recipient;

    private AgeIdentity(Secret key, String recipient) {
        this.key = key;
        this.recipient = recipient;
    }

    /** Makes a new one. */
    public static AgeIdentity generate() {
        try {
            var pair = new X25519KeyPairGenerator().generateKeyPair();
            return new AgeIdentity(
                    Secret.of(pair.getPrivate().toString()), pair.getPublic().toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 11 has X25519", e);
        }
    }

    /** Reads the first key of an identity file as age-keygen writes it; throws SecretUnavailable, never quoting it. */
    public static AgeIdentity parse(Secret identityFile) {
        var line = identityFile
                .text()
                .lines()
                .map(String::strip)
                .filter(each -> each.startsWith("AGE-SECRET-KEY-1"))
                .findFirst()
                .orElseThrow(() -> new SecretUnavailable("the identity holds no line AGE-SECRET-KEY-1…"));
        try {
            var secretKey = new SecretKeySpec(line.getBytes(StandardCharsets.US_ASCII), "X25519");
            return new AgeIdentity(
                    Secret.of(line),
                    new X25519KeyFactory().translateKey(secretKey).toString());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause would quote the key.
            throw new SecretUnavailable("the identity's line AGE-SECRET-KEY-1… is malformed");
        }
    }

    /** The public key, for lab.yaml. */
    public String recipient() {
        return recipient;
    }

    /** Writes an identity file that only its owner can read; an existing one is never overwritten. */
    public void writeTo(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        var text = "# public key: " + recipient + "\n" + key.text() + "\n";
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8), "rw-------");
    }

    String keyText() {
        return key.text();
    }

    @Override
    public String toString() {
        return "identity of " + recipient;
    }
}

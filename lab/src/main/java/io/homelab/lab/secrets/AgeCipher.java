package io.homelab.lab.secrets;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** The age format (age-encryption.org/v1, X25519), for content that fits into memory. */
final class AgeCipher {
    private AgeCipher() {}

    static byte[] encrypt(Secret secret, List<String> recipients) {
        if (recipients.isEmpty()) {
            throw new SecretUnavailable("the lab file names no recipients that could read a secret");
        }
        var output = new ByteArrayOutputStream();
        try {
            var writers = new ArrayList<RecipientStanzaWriter>();
            for (var recipient : recipients) {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
            }
            try (var channel =
                    new StandardEncryptingChannelFactory().newEncryptingChannel(Channels.newChannel(output), writers)) {
                var buffer = ByteBuffer.wrap(secret.bytes());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot encrypt to " + recipients, e);
        }
        return output.toByteArray();
    }

    /** Decrypts; the name is for the message when the identity is not among the recipients or the file is damaged. */
    static Secret decrypt(String name, byte[] file, AgeIdentity identity) {
        try (var input = Channels.newInputStream(new StandardDecryptingChannelFactory()
                .newDecryptingChannel(
                        Channels.newChannel(new ByteArrayInputStream(file)),
                        List.of(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity.keyText()))))) {
            return Secret.of(input.readAllBytes());
        } catch (GeneralSecurityException | IOException e) {
            throw new SecretUnavailable(
                    "the secret " + name + " cannot be read with the " + identity + ": not a recipient, or damaged");
        }
    }
}

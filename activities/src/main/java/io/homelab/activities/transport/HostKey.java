package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/** The only key that a host may prove itself with. */
final class HostKey implements ServerKeyVerifier {
    private final PublicKey pinned;
    private final AtomicReference<@Nullable PublicKey> stranger = new AtomicReference<>();

    private HostKey(PublicKey pinned) {
        this.pinned = pinned;
    }

    /** CONFIG when it is no key. */
    static HostKey of(String line, String where) {
        try {
            var key = PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null);
            if (key != null) {
                return new HostKey(key);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable(where, e);
        }
        throw unreadable(where, null);
    }

    private static Problem unreadable(String where, @Nullable Exception cause) {
        return new Problem(
                FailureClass.CONFIG,
                "the host key of the lab file is no SSH public key",
                where,
                "put the line of /etc/ssh/ssh_host_ed25519_key.pub on the host into hostKey",
                cause);
    }

    /** Only those that sign with a key of its kind: a host has several, and would show the first that we know. */
    List<NamedFactory<Signature>> signatures(List<NamedFactory<Signature>> all) {
        var kind = KeyUtils.getKeyType(pinned);
        var aliases = KeyUtils.getAllEquivalentKeyTypes(KeyUtils.getCanonicalKeyType(kind));
        return all.stream()
                .filter(factory -> factory.getName().equals(kind) || aliases.contains(factory.getName()))
                .toList();
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey shown) {
        if (KeyUtils.compareKeys(pinned, shown)) {
            return true;
        }
        stranger.set(shown);
        return false;
    }

    /** The fingerprint of the other key that the host has shown, if it has. */
    Optional<String> stranger() {
        return Optional.ofNullable(stranger.get()).map(KeyUtils::getFingerPrint);
    }
}
